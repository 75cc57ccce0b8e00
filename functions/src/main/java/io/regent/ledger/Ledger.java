package io.regent.ledger;

import io.regent.fleet.Region;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The memory that all controllers share.
 *
 * @param generation grows by one with every change; at least 1
 * @param agreement whether the records beside it were found to say the same
 * @param orders what stands beside the states
 */
public record Ledger(long generation, SortedMap<Region, EndpointState> states, Agreement agreement, Orders orders) {
    public Ledger {
        if (generation < 1) {
            throw new IllegalArgumentException("generation " + generation + ": expected at least 1");
        }
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }

    /** A ledger that the records agree with, and without orders. */
    public Ledger(long generation, SortedMap<Region, EndpointState> states) {
        this(generation, states, new Agreement.Agreed(), Orders.none());
    }

    /** The ledger that follows this one. */
    public Ledger next(Map<Region, EndpointState> states, Agreement agreement, Orders orders) {
        return new Ledger(generation + 1, new TreeMap<>(states), agreement, orders);
    }
}
