package io.regent.ledger;

import java.time.Instant;

/** What an endpoint is doing, since when (whole seconds, UTC) and by whom. */
public sealed interface EndpointState {
    Instant since();

    Mover by();

    /** Has its full share; one with a baseline of 0 stands by. */
    record Serving(Instant since, Mover by) implements EndpointState {}

    /** Has no traffic. */
    record Drained(Instant since, Mover by) implements EndpointState {}

    /**
     * Comes back.
     *
     * @param step how many of the policy's steps it has taken, at least 1
     */
    record Returning(int step, Instant since, Mover by) implements EndpointState {
        /** More than any policy has. */
        public static final int MAX_STEP = 10;

        public Returning {
            if (step < 1 || step > MAX_STEP) {
                throw new IllegalArgumentException("step " + step + ": expected 1 to " + MAX_STEP);
            }
        }
    }
}
