package io.regent.control;

import io.regent.fleet.Service;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.util.List;

/** The port to the verdicts that all vantages published to the controller's own region. */
public interface VerdictHistory {
    /**
     * How far back it reaches at most: what CloudWatch keeps by the second (API reference, GetMetricData), less a
     * minute.
     */
    Duration LONGEST = Duration.ofHours(3).minusMinutes(1);

    /**
     * Reads the verdicts of a service of late. Bounded in time.
     *
     * @param back how far; cut to {@link #LONGEST}
     */
    Reading read(Service service, Duration back);

    /** What reading came to. */
    sealed interface Reading {
        record Read(List<Verdict> verdicts) implements Reading {
            public Read {
                verdicts = List.copyOf(verdicts);
            }
        }

        record Unreadable(String why) implements Reading {}
    }
}
