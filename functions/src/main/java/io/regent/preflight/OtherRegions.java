package io.regent.preflight;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Duration;

/** The port to the preflights of other regions. */
public interface OtherRegions {
    /** Has another region look at itself. Waits no longer than it is told. */
    Learned<Part> ask(Service service, Region region, Duration within);
}
