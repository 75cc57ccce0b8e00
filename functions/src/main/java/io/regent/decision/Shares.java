package io.regent.decision;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.ledger.EndpointState;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The weights that belong to what the endpoints are doing. */
public final class Shares {
    private Shares() {}

    /**
     * The weight of each endpoint. While no endpoint with a share of its own is fully serving, those that stand by
     * (baseline 0) and are not drained carry the load; they keep it while the others come back in steps. Never all 0,
     * which Route 53 would read as "all equal": where the states leave nothing, the baseline stands.
     */
    public static SortedMap<Region, Integer> weights(Service service, Map<Region, EndpointState> states) {
        boolean takeover = takeover(service, states);
        int full =
                service.endpoints().stream().mapToInt(Endpoint::baseline).max().orElse(1);
        SortedMap<Region, Integer> weights = new TreeMap<>();
        SortedMap<Region, Integer> baselines = new TreeMap<>();
        for (Endpoint endpoint : service.endpoints()) {
            int share = endpoint.baseline() > 0 ? endpoint.baseline() : takeover ? full : 0;
            weights.put(endpoint.region(), weight(service, share, states.get(endpoint.region())));
            baselines.put(endpoint.region(), endpoint.baseline());
        }
        return weights.values().stream().allMatch(weight -> weight == 0) ? baselines : weights;
    }

    /**
     * Whether no endpoint with a share of its own is fully serving; one of which nothing is known counts as serving.
     */
    static boolean takeover(Service service, Map<Region, EndpointState> states) {
        return service.endpoints().stream()
                .filter(endpoint -> endpoint.baseline() > 0)
                .map(Endpoint::region)
                .noneMatch(
                        region -> !states.containsKey(region) || states.get(region) instanceof EndpointState.Serving);
    }

    /** The weight that a step gives: at least 1, since 0 would be no step. */
    public static int stepped(Service service, int share, int step) {
        int taken = Math.min(step, service.policy().steps().size());
        int percent = service.policy().steps().get(taken - 1);
        return share == 0 ? 0 : Math.max(1, Math.round(share * percent / 100f));
    }

    private static int weight(Service service, int share, @Nullable EndpointState state) {
        return switch (state) {
            case null -> share;
            case EndpointState.Serving serving -> share;
            case EndpointState.Returning returning -> stepped(service, share, returning.step());
            case EndpointState.Drained drained -> 0;
        };
    }
}
