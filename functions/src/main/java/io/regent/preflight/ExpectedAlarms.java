package io.regent.preflight;

import io.regent.fleet.Service;
import java.util.ArrayList;
import java.util.List;

/** The alarms that {@code template.yaml} makes in each region. */
public final class ExpectedAlarms {
    /**
     * What feeds these alarms is the preflight itself, once a day: of a new stack they say nothing before the first
     * daily one.
     */
    static final List<String> OF_PREFLIGHTS = List.of("preflight", "preflight-silent");

    private static final List<String> OF_A_REGION = List.of(
            "prober-silent",
            "down",
            "lever-weights",
            "lever-routing-control",
            "drift",
            "probe-errors",
            "failover-errors");

    /** Those of a stack that makes the instance that its endpoint runs on. */
    public static final List<String> OF_AN_INSTANCE = List.of("instance-system-check", "instance-check");

    /** Those of a stack whose sessions of probes take most of their minute ({@code Session: fast}). */
    public static final List<String> OF_FAST_SESSIONS = List.of("probe-throttles", "failover-throttles");

    private ExpectedAlarms() {}

    /** The names of those of every stack, without the deployment's own name and the hyphen after that. */
    public static List<String> of(Service service) {
        List<String> names = new ArrayList<>();
        service.endpoints().forEach(endpoint -> {
            names.add(routingControl(endpoint.region().id()));
            names.add("failed-over-" + endpoint.region());
        });
        names.addAll(OF_A_REGION);
        names.addAll(OF_PREFLIGHTS);
        return names;
    }

    /** The one that a health check follows. */
    static String routingControl(String endpoint) {
        return "routing-control-" + endpoint;
    }
}
