package io.regent.replay;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The port to what was published in a past period. */
public interface Past {
    /** The earliest time of which everything is still kept. */
    Instant keptSince();

    /**
     * What all vantages held of a service. Bounded in time and size.
     *
     * @param from included
     * @param until not included
     * @param deadline when it is over; what has not come by then cannot be read
     */
    Held held(Service service, Instant from, Instant until, Instant deadline);

    /**
     * What routing control was told of a service's endpoints in the region that is asked, by that region's controller.
     * Bounded likewise.
     */
    Told told(Service service, Instant from, Instant until, Instant deadline);

    /** What reading the verdicts came to. */
    sealed interface Held {
        /**
         * They were read; none at all is silence.
         *
         * @param basis how exactly their times are known, in words for a person
         */
        record Read(List<Verdict> verdicts, String basis) implements Held {
            public Read {
                verdicts = List.copyOf(verdicts);
            }
        }

        record Unreadable(String why) implements Held {}
    }

    /** What reading routing control came to. */
    sealed interface Told {
        /**
         * It was read; an endpoint of which nothing was said is missing.
         *
         * @param said of each endpoint, by the beginning of each time in which it was said: whether to serve throughout
         * @param holds how long each of those lasts
         */
        record Read(SortedMap<Region, SortedMap<Instant, Boolean>> said, Duration holds) implements Told {
            public Read {
                SortedMap<Region, SortedMap<Instant, Boolean>> copy = new TreeMap<>();
                said.forEach(
                        (region, each) -> copy.put(region, Collections.unmodifiableSortedMap(new TreeMap<>(each))));
                said = Collections.unmodifiableSortedMap(copy);
            }
        }

        record Unreadable(String why) implements Told {}
    }
}
