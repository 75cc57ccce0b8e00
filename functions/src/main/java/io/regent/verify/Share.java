package io.regent.verify;

import io.regent.fleet.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A region's share of the answers of authoritative name servers, each of which Route 53 draws anew.
 *
 * @param answers how many named this region
 * @param of how many named a region; at least one
 * @param interval where the share lies with a confidence of 95 %
 * @param expected the share by the weights, from 0 to 1; empty where nothing is expected
 */
record Share(Region region, int answers, int of, Interval interval, Optional<Double> expected, Fit fit) {
    /** How a share and what is expected fit together. */
    enum Fit {
        /** The expected share is within the 95 % interval, or there is none. */
        WITHIN,
        /** Outside of it, which chance alone does once in twenty times. */
        EDGE,
        /** Outside of the 99.9 % interval, or answered where nothing is expected. */
        BEYOND;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The shares of these regions.
     *
     * @param weights what is expected, as Route 53's weights: all 0 means the same for all (Developer Guide, "Values
     *     specific for weighted records"), a region left out has 0; none at all where nothing is expected
     */
    static List<Share> of(List<Region> regions, Map<Region, Integer> counts, Map<Region, Integer> weights) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            return List.of();
        }
        List<Share> shares = new ArrayList<>();
        for (Region region : regions) {
            int answers = counts.getOrDefault(region, 0);
            Optional<Double> expected = expected(region, weights);
            shares.add(new Share(
                    region,
                    answers,
                    all,
                    Interval.of(answers, all, Interval.USUAL),
                    expected,
                    expected.map(share -> fit(answers, all, share)).orElse(Fit.WITHIN)));
        }
        return shares;
    }

    private static Optional<Double> expected(Region region, Map<Region, Integer> weights) {
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        int total = weights.values().stream().mapToInt(Integer::intValue).sum();
        if (total == 0) {
            return Optional.of(weights.containsKey(region) ? 1.0 / weights.size() : 0.0);
        }
        return Optional.of((double) weights.getOrDefault(region, 0) / total);
    }

    private static Fit fit(int answers, int all, double share) {
        // What never happens has happened, or what always happens has not: no chance in that.
        if ((share == 0 && answers > 0) || (share == 1 && answers < all)) {
            return Fit.BEYOND;
        }
        if (!Interval.of(answers, all, Interval.SURE).holds(share)) {
            return Fit.BEYOND;
        }
        return Interval.of(answers, all, Interval.USUAL).holds(share) ? Fit.WITHIN : Fit.EDGE;
    }

    double share() {
        return (double) answers / of;
    }
}
