package io.regent.decision;

import io.regent.fleet.Region;
import io.regent.ledger.EndpointState;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What should serve now.
 *
 * @param rule the rule that moved something; where nothing moves, the one that refused; else STEADY
 * @param rulings what was said of single endpoints; those of which nothing is said stay as they are
 * @param states what each endpoint is to do
 * @param weights the Route 53 weight that each endpoint is to have; never all 0
 */
public record Decision(
        Rule rule, List<Ruling> rulings, SortedMap<Region, EndpointState> states, SortedMap<Region, Integer> weights) {
    public Decision {
        rulings = List.copyOf(rulings);
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("weights " + weights + ": expected one above 0");
        }
    }

    static Decision of(
            List<Ruling> rulings, SortedMap<Region, EndpointState> states, SortedMap<Region, Integer> weights) {
        Comparator<Ruling> movesFirst = Comparator.comparing(ruling -> ruling instanceof Ruling.Refuse);
        Rule rule = rulings.stream()
                .min(movesFirst.thenComparing(Ruling::rule))
                .map(Ruling::rule)
                .orElse(Rule.STEADY);
        return new Decision(rule, rulings, states, weights);
    }

    /** Whether the ledger has to be written anew. */
    public boolean changes() {
        return rulings.stream().anyMatch(ruling -> !(ruling instanceof Ruling.Refuse));
    }

    /** Whether traffic is to move: false too for a decision that only writes the ledger. */
    public boolean moves() {
        return rulings.stream().anyMatch(r -> !(r instanceof Ruling.Refuse || r instanceof Ruling.Adopt));
    }
}
