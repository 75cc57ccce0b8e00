package io.regent.decision;

import io.regent.fleet.Region;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Orders;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What should serve now.
 *
 * @param rule HELD while that is on; else the first rule that changed something, also if only by taking out of the
 *     orders what has come to its end; where nothing changes, the first that spoke; else STEADY
 * @param rulings what was said of single endpoints; those of which nothing is said stay as they are
 * @param states what each endpoint is to do
 * @param weights the Route 53 weight that each endpoint is to have; never all 0
 * @param drift where the records were found to differ from the ledger
 * @param orders what the ledger is to hold beside the states
 * @param newOrders whether those are other than they were
 */
public record Decision(
        Rule rule,
        List<Ruling> rulings,
        SortedMap<Region, EndpointState> states,
        SortedMap<Region, Integer> weights,
        Drift drift,
        Orders orders,
        boolean newOrders) {
    public Decision {
        rulings = List.copyOf(rulings);
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("weights " + weights + ": expected one above 0");
        }
    }

    /**
     * The decision of several rulings.
     *
     * @param held whether nothing may change but the orders
     */
    static Decision of(
            boolean held,
            List<Ruling> rulings,
            SortedMap<Region, EndpointState> states,
            SortedMap<Region, Integer> weights,
            Drift drift,
            Orders known,
            Orders orders) {
        return new Decision(
                held ? Rule.HELD : rule(rulings, known, orders),
                rulings,
                states,
                weights,
                drift,
                orders,
                !known.equals(orders));
    }

    private static Rule rule(List<Ruling> rulings, Orders known, Orders orders) {
        Optional<Rule> changing =
                rulings.stream().filter(Ruling::changes).map(Ruling::rule).min(Comparator.naturalOrder());
        if (changing.isPresent()) {
            return changing.get();
        }
        if (!known.hold().equals(orders.hold()) || !known.arming().equals(orders.arming())) {
            return Rule.HELD;
        }
        if (!known.outage().equals(orders.outage())) {
            return Rule.EVACUATION;
        }
        return rulings.stream().map(Ruling::rule).min(Comparator.naturalOrder()).orElse(Rule.STEADY);
    }

    /** Whether the ledger has to be written anew. */
    public boolean changes() {
        return newOrders || drift.changesTheLedger() || rulings.stream().anyMatch(Ruling::changes);
    }

    /** Whether traffic is to move: false too for a decision that only writes the ledger. */
    public boolean moves() {
        return rulings.stream().anyMatch(Ruling::moves);
    }

    /** Whether records that differ from the ledger are left so. */
    public boolean leavesDrift() {
        return rulings.stream().anyMatch(Ruling.Report.class::isInstance);
    }
}
