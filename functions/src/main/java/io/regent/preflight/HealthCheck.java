package io.regent.preflight;

import io.regent.fleet.Region;
import java.util.List;
import java.util.Set;

/**
 * A health check of Route 53.
 *
 * @param type as the API writes it, such as {@code CALCULATED}
 * @param disabled Route 53 then counts it as healthy, whatever it finds
 * @param threshold how many of its children have to be healthy; 0 for one without children
 * @param children the ids of those that it counts
 * @param follows the alarm that it follows; none or one
 */
public record HealthCheck(
        String id,
        String type,
        boolean disabled,
        boolean inverted,
        int threshold,
        List<String> children,
        List<Follows> follows) {
    /** API reference, HealthCheckConfig, Type. */
    private static final Set<String> NOT_ASKING = Set.of("CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL");

    public HealthCheck {
        children = List.copyOf(children);
        follows = List.copyOf(follows);
    }

    /** Whether Route 53's own checkers ask an endpoint for it: not so where it counts others, or follows an alarm. */
    boolean asksTheEndpoint() {
        return !NOT_ASKING.contains(type);
    }

    /**
     * The alarm that a health check follows.
     *
     * @param copy the alarm's settings as they were when the health check was last updated
     * @param insufficient what it says while the alarm has no data, as the API writes it
     */
    public record Follows(Region region, String alarm, AlarmRule copy, String insufficient) {}
}
