package io.regent.control;

import io.regent.fleet.Service;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.util.List;

/** The port to the verdicts that all vantages published to the controller's own region. */
public interface VerdictHistory {
    /** Reads the verdicts of a service of late. Bounded in time. */
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
