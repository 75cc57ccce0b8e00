package io.regent.lab.twin;

/** Who decides whether a sender may reach a target. */
@FunctionalInterface
public interface Admission {
    /** Everybody may, for where rights are not the subject. */
    Admission OPEN = (sender, target) -> {};

    /**
     * Returns when it may.
     *
     * @throws TwinError AccessDeniedException when it may not
     */
    void check(Sender sender, Arn target);
}
