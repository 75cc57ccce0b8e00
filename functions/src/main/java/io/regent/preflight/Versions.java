package io.regent.preflight;

import io.regent.fleet.Region;
import java.time.Duration;

/** The port to what the controllers of other regions run. */
public interface Versions {
    /** Has the controller of a region say what it runs. Waits no longer than it is told. */
    Learned<Version> of(Region region, Duration within);
}
