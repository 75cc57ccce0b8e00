package io.regent.fleet;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How a service is probed.
 *
 * @param interval from the start of one round to the start of the next; longer than the timeout
 * @param timeout how long one probe may take, all layers together
 * @param rise successes in a row that make a verdict HEALTHY, at least 1
 * @param fall failures in a row that make a verdict UNHEALTHY, at least 1
 * @param path what HTTP asks for
 * @param statuses the HTTP statuses that count as an answer
 * @param requiredHeaders answer headers that must be there, by name in lower case; an empty value means any value
 */
public record ProbeSettings(
        ProbeKind kind,
        Duration interval,
        Duration timeout,
        int rise,
        int fall,
        String path,
        Set<Integer> statuses,
        Map<String, String> requiredHeaders) {
    public ProbeSettings {
        statuses = Set.copyOf(statuses);
        requiredHeaders = Map.copyOf(requiredHeaders);
        if (!timeout.isPositive() || interval.compareTo(timeout) <= 0) {
            throw new IllegalArgumentException(
                    "interval " + interval + ": expected longer than the timeout, " + timeout + ", and that positive");
        }
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise " + rise + ", fall " + fall + ": expected at least 1");
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path '" + path + "': expected to start with /");
        }
    }
}
