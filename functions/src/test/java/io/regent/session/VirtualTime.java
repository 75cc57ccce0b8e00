package io.regent.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until somebody waits, and then is where they waited for. */
final class VirtualTime implements InstantSource, Pause {
    static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");

    private Instant now = BEGIN;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void until(Instant instant) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        now = instant.isAfter(now) ? instant : now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    static Instant second(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1_000));
    }
}
