package io.regent.ledger;

import java.time.Instant;
import java.util.Optional;

/** What an endpoint is doing, since when (whole seconds, UTC) and by whom. */
public sealed interface EndpointState {
    Instant since();

    Mover by();

    /** Has its full share; one with a baseline of 0 stands by. */
    record Serving(Instant since, Mover by) implements EndpointState {}

    /**
     * Has no traffic.
     *
     * @param end until when (exclusive) it stays out whatever its health; then it comes back like any other that is
     *     drained. Of what a person or a drill drained with an end; empty for everything else.
     */
    record Drained(Instant since, Mover by, Optional<Instant> end) implements EndpointState {
        public Drained {
            end.ifPresent(at -> Orders.checkEnd("drained", since, at));
        }

        /** Without an end. */
        public Drained(Instant since, Mover by) {
            this(since, by, Optional.empty());
        }

        /** Whether a person or a drill keeps it out at a time. */
        public boolean isKeptOut(Instant now) {
            return end.isPresent() ? Orders.lasts(end.get(), now) : by != Mover.AUTOMATIC;
        }
    }

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
