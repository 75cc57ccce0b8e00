package io.regent.decision;

import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.ledger.Agreement;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stands beside the ledger's states.
 *
 * @param agreement what the ledger says of the records
 * @param weights the weight of each record of each endpoint; of what has none, nothing
 * @param out the endpoints that the ledger calls in service and that routing control took out
 */
public record Found(Agreement agreement, SortedMap<Region, SortedMap<RecordType, Integer>> weights, Set<Region> out) {
    public Found {
        SortedMap<Region, SortedMap<RecordType, Integer>> copy = new TreeMap<>();
        weights.forEach((region, each) -> copy.put(region, Collections.unmodifiableSortedMap(new TreeMap<>(each))));
        weights = Collections.unmodifiableSortedMap(copy);
        out = Collections.unmodifiableSet(new TreeSet<>(out));
    }

    /** Nothing that says otherwise than the ledger. */
    public static Found nothing() {
        return new Found(new Agreement.Agreed(), new TreeMap<>(), Set.of());
    }

    /** The same with endpoints that routing control took out. */
    public Found withOut(Set<Region> out) {
        return new Found(agreement, weights, out);
    }

    /** Whether a record of an endpoint has another weight. */
    boolean differs(Region region, int weight) {
        return held(region).values().stream().anyMatch(held -> held != weight);
    }

    /** Whether all records of an endpoint have one weight; not where there is none. */
    boolean isEven(Region region) {
        return Set.copyOf(held(region).values()).size() == 1;
    }

    /** The least weight among an endpoint's records; it must have one. */
    int least(Region region) {
        return Collections.min(held(region).values());
    }

    /** Whether no record at all has a weight above 0, which Route 53 reads as all equal. */
    boolean allZero() {
        return weights.values().stream().flatMap(each -> each.values().stream()).allMatch(weight -> weight == 0);
    }

    private Map<RecordType, Integer> held(Region region) {
        return weights.getOrDefault(region, Collections.emptySortedMap());
    }
}
