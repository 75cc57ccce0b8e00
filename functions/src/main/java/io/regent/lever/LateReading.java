package io.regent.lever;

import io.regent.fleet.Region;
import java.util.Map;

/** What reading the metric back came to. */
public sealed interface LateReading {
    /** The lowest value of late: whether the endpoint was told to serve throughout. */
    record Read(Map<Region, Boolean> lowest) implements LateReading {
        public Read {
            lowest = Map.copyOf(lowest);
        }
    }

    record Unreadable(String why) implements LateReading {}
}
