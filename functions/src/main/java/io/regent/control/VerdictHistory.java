package io.regent.control;

import io.regent.fleet.Service;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.util.List;

/** The port to the verdicts that all vantages published to the controller's own region. */
public interface VerdictHistory {
    /** Looks whether the vantages held everything HEALTHY of late, which costs one metric. Bounded in time. */
    Glance glance(Service service, Duration back);

    /** Reads the verdicts of a service of late. Bounded in time. */
    Reading read(Service service, Duration back);

    /** What a glance came to. */
    sealed interface Glance {
        /** Vantages spoke, and each held every endpoint HEALTHY all that time. */
        record AllWell() implements Glance {}

        /** Some vantage did not hold some endpoint HEALTHY, if only for a while. */
        record Unwell() implements Glance {}

        /** No vantage spoke. */
        record Silent() implements Glance {}

        record Unreadable(String why) implements Glance {}
    }

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
