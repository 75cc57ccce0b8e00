package io.regent.control;

import io.regent.fleet.Region;
import io.regent.lever.LateReading;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What routing control was told, as it is read back. */
public final class Told {
    private Told() {}

    public static LateReading nothing() {
        return new LateReading.Read(new TreeMap<>());
    }

    /** What of it a reading has that goes back to a time. */
    static LateReading from(Instant time, LateReading all) {
        if (!(all instanceof LateReading.Read read)) {
            return all;
        }
        SortedMap<Region, SortedMap<Instant, Boolean>> minutes = new TreeMap<>();
        read.minutes().forEach((region, each) -> minutes.put(region, each.tailMap(time)));
        return new LateReading.Read(minutes);
    }

    /** The same for a minute alone. */
    public static LateReading all(Instant minute, Map<Region, Boolean> serve) {
        SortedMap<Region, SortedMap<Instant, Boolean>> minutes = new TreeMap<>();
        serve.forEach((region, on) -> minutes.put(region, new TreeMap<>(Map.of(minute, on))));
        return new LateReading.Read(minutes);
    }
}
