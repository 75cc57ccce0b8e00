package io.regent.session;

import java.time.Instant;

/** The port that waits. */
@FunctionalInterface
public interface Pause {
    /**
     * Waits until an instant; when that is past, not at all.
     *
     * @throws InterruptedException when the process is to end
     */
    void until(Instant instant) throws InterruptedException;
}
