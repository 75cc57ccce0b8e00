package io.regent.lever;

/** What applying a plan came to. */
public sealed interface ChangeOutcome {
    /**
     * Route 53 took the batch.
     *
     * @param changeId by which its way to INSYNC can be followed
     */
    record Accepted(String changeId) implements ChangeOutcome {}

    /** The zone is no longer as it was read: another controller won, or somebody changed a record. Read again. */
    record Conflict(String why) implements ChangeOutcome {}

    /** Refused for the moment: throttled, or an earlier change is still in work. Read again. */
    record Busy(String why) implements ChangeOutcome {}

    /** No answer came, or that of a server in trouble, so that the batch may or may not stand. Read again. */
    record Unanswered(String why) implements ChangeOutcome {}

    /** Refused for a reason that reading again does not mend. */
    record Failed(String why) implements ChangeOutcome {}
}
