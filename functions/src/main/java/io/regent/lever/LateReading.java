package io.regent.lever;

import io.regent.fleet.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What reading the metric back came to. */
public sealed interface LateReading {
    /**
     * What was told of late.
     *
     * @param minutes of each endpoint of which something was said, by the beginning of each minute in which it was:
     *     whether it was told to serve throughout that minute
     */
    record Read(SortedMap<Region, SortedMap<Instant, Boolean>> minutes) implements LateReading {
        public Read {
            SortedMap<Region, SortedMap<Instant, Boolean>> copy = new TreeMap<>();
            minutes.forEach((region, each) -> copy.put(region, Collections.unmodifiableSortedMap(new TreeMap<>(each))));
            minutes = Collections.unmodifiableSortedMap(copy);
        }

        /** The lowest value of each endpoint: whether it was told to serve all the time. */
        public Map<Region, Boolean> lowest() {
            Map<Region, Boolean> lowest = new TreeMap<>();
            minutes.forEach((region, each) -> {
                if (!each.isEmpty()) {
                    lowest.put(region, !each.containsValue(false));
                }
            });
            return lowest;
        }

        /** Whether the last that an endpoint was told is not to serve. */
        public boolean isOut(Region region) {
            SortedMap<Instant, Boolean> each = minutes.get(region);
            return each != null && !each.isEmpty() && !each.getOrDefault(each.lastKey(), true);
        }

        /** Whether an endpoint was told not to serve in any minute that began then or later. */
        public boolean wasOut(Region region, Instant from) {
            SortedMap<Instant, Boolean> each = minutes.get(region);
            return each != null && each.tailMap(from).containsValue(false);
        }

        /**
         * Whether an endpoint was told not to serve, and not only because nothing else was said since an earlier time.
         *
         * @param from that time; the minute that began then counts
         * @param settling how long after it what was true before may still be said
         */
        public boolean wasTakenOut(Region region, Instant from, Duration settling) {
            Instant settled = from.plus(settling);
            boolean saidOtherwise = false;
            boolean saidBefore = false;
            SortedMap<Instant, Boolean> each = minutes.getOrDefault(region, Collections.emptySortedMap());
            for (Map.Entry<Instant, Boolean> minute : each.tailMap(from).entrySet()) {
                if (minute.getValue()) {
                    saidOtherwise = true;
                } else if (minute.getKey().isBefore(settled)) {
                    saidBefore = true;
                } else if (saidOtherwise || !saidBefore) {
                    return true;
                }
            }
            return false;
        }
    }

    record Unreadable(String why) implements LateReading {}
}
