package io.regent.event;

import java.time.Duration;

/** What an invocation comes to before anything is done. */
public sealed interface Intake<T extends Trigger> {
    /** The function has something to do. */
    record Accepted<T extends Trigger>(T trigger) implements Intake<T> {}

    /**
     * Nothing that starts this function.
     *
     * @param why the field that is wrong, and what is accepted; bounded
     */
    record Unknown<T extends Trigger>(String why) implements Intake<T> {}

    /**
     * Told too late, or from the future.
     *
     * @param age how old it is; negative when it lies ahead
     * @param bound how old, or how far ahead, it may be
     */
    record Untimely<T extends Trigger>(Duration age, Duration bound) implements Intake<T> {
        /** The same in words. */
        public String why() {
            return age.isNegative()
                    ? "time: " + seconds(age.negated()) + " ahead, expected at most " + seconds(bound)
                    : "time: " + seconds(age) + " old, expected at most " + seconds(bound);
        }

        /** Rounded up, so that what is over a bound never looks like the bound. */
        private static String seconds(Duration duration) {
            return duration.plusNanos(999_999_999).toSeconds() + " s";
        }
    }
}
