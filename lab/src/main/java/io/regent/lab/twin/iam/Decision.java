package io.regent.lab.twin.iam;

/** Whether somebody may do something, and by which statement. */
public sealed interface Decision {
    /** A statement allows it, and none denies it. */
    record Allowed(StatementId by) implements Decision {}

    /** A statement denies it, whatever others allow: an explicit deny. */
    record Denied(StatementId by, boolean ofResource) implements Decision {}

    /**
     * No statement allows it: an implicit deny.
     *
     * @param ofResource whether a policy of the resource alone could have allowed it
     */
    record Unallowed(boolean ofResource) implements Decision {}

    default boolean isAllowed() {
        return this instanceof Allowed;
    }
}
