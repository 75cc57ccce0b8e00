package io.regent.lab.runtime;

/** What became of a process of the runtime: what it told the Runtime API, and its end. */
@SuppressWarnings("ArrayRecordComponent") // Bodies on their way from a socket; nobody compares them.
sealed interface Said {
    /** It waits for an invocation. */
    record Next() implements Said {}

    /** It is initialised, the hooks before the checkpoint have run, and it may be copied. */
    record Checkpoint() implements Said {}

    /** It cannot start: not be initialised, or not restored. */
    record CannotStart(byte[] error) implements Said {}

    record Answered(byte[] answer) implements Said {}

    record Failed(byte[] error) implements Said {}

    /**
     * It is gone.
     *
     * @param status the exit status, or 128 and more for a signal
     */
    record Ended(int status) implements Said {}
}
