package io.regent.process;

import java.time.InstantSource;

/** The one home of the wall clock. */
public final class SystemClock {
    private SystemClock() {}

    public static InstantSource utc() {
        return InstantSource.system();
    }
}
