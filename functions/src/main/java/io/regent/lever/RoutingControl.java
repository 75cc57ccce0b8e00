package io.regent.lever;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Duration;
import java.util.Map;

/** The lever <em>routing control</em>: a metric of the controller's own region. Both calls are bounded in time. */
public interface RoutingControl {
    /**
     * Says of endpoints whether they are to serve.
     *
     * @param serve of those endpoints of which something can be said
     */
    PutOutcome put(Service service, Map<Region, Boolean> serve);

    /** What endpoints were told of late, minute by minute. */
    LateReading late(Service service, Duration back);
}
