package io.regent.lab.twin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The twin's only source of time: what time it is, and what is to happen later. {@link VirtualAgenda} moves when a test
 * tells it to, {@link LiveAgenda} with the wall clock.
 */
public interface Agenda extends InstantSource {
    /** Runs a task once at an instant (at once if that is past). Tasks for the same instant run in the order given. */
    Entry at(Instant when, Runnable task);

    /** Runs a task once, a while from now. */
    default Entry in(Duration delay, Runnable task) {
        return at(instant().plus(delay), task);
    }

    /** Something that is to happen. */
    interface Entry {
        /** Strikes it off the agenda; without effect when it has begun. */
        void cancel();
    }
}
