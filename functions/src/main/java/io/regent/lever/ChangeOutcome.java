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

    /**
     * Throttled, an earlier change is still in work, or no answer came, so that it may or may not stand. Read again.
     */
    record Busy(String why) implements ChangeOutcome {}

    /** Refused for a reason that reading again does not mend. */
    record Failed(String why) implements ChangeOutcome {}
}
