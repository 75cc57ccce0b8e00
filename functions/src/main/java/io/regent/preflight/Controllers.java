package io.regent.preflight;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Duration;

/** The port to the controllers. */
public interface Controllers {
    /**
     * Has the controller of a region try, with its own rights, what a failover needs. Waits no longer than it is told.
     */
    Learned<Trial> ask(Service service, Region region, Duration within);
}
