package io.regent.lab.witness;

import io.regent.fleet.Region;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.world.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The service's weights as the control plane has them at the moment, by type and region. */
public final class Weights {
    private final Map<String, Long> weights = new TreeMap<>();

    /** Looks at them once. */
    public Weights(World world) {
        for (RecordSet set : world.records()) {
            if (set.name().equals(DnsName.of(World.SERVICE)) && set.routing() instanceof Routing.Weighted weighted) {
                weights.put(set.type() + " " + weighted.setIdentifier(), weighted.weight());
            }
        }
    }

    /** Whether every weight of a region is 0, and there is one. */
    public boolean drained(Region region) {
        List<Long> own = weights.entrySet().stream()
                .filter(weight -> weight.getKey().endsWith(" " + region))
                .map(Map.Entry::getValue)
                .toList();
        return !own.isEmpty() && own.stream().allMatch(weight -> weight == 0);
    }

    /** Whether all are equal and above 0. */
    public boolean even() {
        return weights.values().stream().distinct().count() == 1
                && weights.values().stream().allMatch(weight -> weight > 0);
    }

    @Override
    public String toString() {
        return "weights: " + weights;
    }
}
