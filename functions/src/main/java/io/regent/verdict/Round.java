package io.regent.verdict;

import io.regent.fleet.Region;
import io.regent.probe.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one round of probes of a service found.
 *
 * @param endpoints the observations of each endpoint's targets
 * @param controls the observations of the control targets; empty where the fleet names none
 */
public record Round(Instant at, Map<Region, List<Observation>> endpoints, List<Observation> controls) {
    public Round {
        endpoints = Map.copyOf(endpoints);
        controls = List.copyOf(controls);
    }

    /** Whether the vantage must doubt itself: there are control targets and not one of them answered. */
    boolean doubtful() {
        return !controls.isEmpty() && controls.stream().noneMatch(Observation::succeeded);
    }
}
