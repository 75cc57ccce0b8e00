package io.regent.lab.cost;

import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What of a stack is charged for, the instance and its load balancer left out.
 *
 * @param fleet where the stack has the functions
 * @param alarms those of the instance left out; one of several metrics counts as often
 * @param healthCheckOptions of the health checks: requests every ten seconds, HTTPS, matching, latency
 */
record Stock(
        Region region,
        Optional<Fleet> fleet,
        List<Ticking> functions,
        int alarms,
        int dashboards,
        int keys,
        int healthChecks,
        int healthCheckOptions,
        int logDays) {
    Stock {
        functions = List.copyOf(functions);
    }

    /**
     * A function that a schedule starts.
     *
     * @param session what {@code REGENT_SESSION} is; empty for the others than the prober
     * @param every how long it is from one start to the next
     */
    record Ticking(int megabytes, Optional<String> session, Duration every) {
        /** Whether it is the prober or the controller, and not what looks at them once a day. */
        boolean eachMinute() {
            return every.equals(Duration.ofMinutes(1));
        }
    }
}
