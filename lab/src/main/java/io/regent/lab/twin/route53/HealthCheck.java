package io.regent.lab.twin.route53;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A health check as Route 53 describes it.
 *
 * @param version 1 at first, one more with every update
 * @param config its settings, with those that Route 53 added for want of a given one
 * @param watched the copy of an alarm's settings that it follows; none for a health check that follows no alarm
 */
public record HealthCheck(
        String id, String callerReference, long version, CheckFields config, List<AlarmCopy> watched) {
    public HealthCheck {
        watched = List.copyOf(watched);
    }

    /** The copy of an alarm's settings that it follows. */
    public Optional<AlarmCopy> alarm() {
        return watched.stream().findFirst();
    }

    /** A page of health checks; {@code next} is the id that the next page starts with, and empty on the last. */
    public record Page(List<HealthCheck> checks, String next) {
        public Page {
            checks = List.copyOf(checks);
        }
    }

    /**
     * What a checker reports.
     *
     * @param status begins with {@code Success} or {@code Failure}
     */
    public record Observation(Attempt.Checker checker, String status, Instant checkedAt) {}

    /** A health check became healthy or unhealthy, inversion and disabling included. */
    public record Turned(Instant at, String id, boolean healthy) {}
}
