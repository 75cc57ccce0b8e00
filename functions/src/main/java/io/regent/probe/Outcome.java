package io.regent.probe;

/** How a probe ended. */
public sealed interface Outcome {
    /** Every layer that was asked for answered. */
    record Answered() implements Outcome {}

    /**
     * A layer failed; the ones after it were not tried.
     *
     * @param detail in words, for a person; bounded, free of control characters
     */
    record Failed(Layer layer, Reason reason, String detail) implements Outcome {}
}
