package io.regent.control;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import java.time.Duration;
import java.util.Map;

/** Takes whatever it is told, and remembers nothing. */
final class Obedient implements RoutingControl {
    @Override
    public PutOutcome put(Service service, Map<Region, Boolean> serve) {
        return new PutOutcome.Put();
    }

    @Override
    public LateReading late(Service service, Duration back) {
        return Told.nothing();
    }
}
