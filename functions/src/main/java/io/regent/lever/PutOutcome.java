package io.regent.lever;

/** What putting the metric came to. */
public sealed interface PutOutcome {
    record Put() implements PutOutcome {}

    record Failed(String why) implements PutOutcome {}
}
