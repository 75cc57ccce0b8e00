package io.regent.lever;

/** How far a batch that Route 53 took has come. */
public sealed interface ChangeProgress {
    /** Not every authoritative name server has it yet. */
    record Pending() implements ChangeProgress {}

    /** Every authoritative name server has it. */
    record InSync() implements ChangeProgress {}

    /** No answer that says so; the batch stands all the same. */
    record Unknown(String why) implements ChangeProgress {}
}
