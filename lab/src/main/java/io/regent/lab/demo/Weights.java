package io.regent.lab.demo;

import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.world.World;
import java.util.Map;
import java.util.TreeMap;

/** The service's weights as the control plane has them at the moment, by type and region. */
final class Weights {
    private final Map<String, Long> weights = new TreeMap<>();

    Weights(World world) {
        for (RecordSet set : world.records()) {
            if (set.name().equals(DnsName.of(World.SERVICE)) && set.routing() instanceof Routing.Weighted weighted) {
                weights.put(set.type() + " " + weighted.setIdentifier(), weighted.weight());
            }
        }
    }

    /** Whether all are equal and above 0. */
    boolean even() {
        return weights.values().stream().distinct().count() == 1
                && weights.values().stream().allMatch(weight -> weight > 0);
    }

    @Override
    public String toString() {
        return "weights: " + weights;
    }
}
