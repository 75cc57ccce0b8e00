package io.regent.lab.twin;

/** On whose behalf something is brought to a target, which decides whether it may come in. */
public sealed interface Sender {
    /**
     * A service of AWS, for one of its resources: the target itself has to permit it.
     *
     * @param principal such as {@code events.amazonaws.com}
     * @param source the ARN of the resource, such as a rule's
     */
    record Service(String principal, String source) implements Sender {}

    /**
     * A service that acts as a role: the role has to trust it, and its policies have to permit the act.
     *
     * @param principal the service, such as {@code scheduler.amazonaws.com}
     * @param arn the role's
     * @param source the ARN of the resource that has the role
     */
    record Role(String principal, String arn, String source) implements Sender {}

    /** The ARN of the resource that sends. */
    String source();
}
