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
 */
public record Ledger(long generation, SortedMap<Region, EndpointState> states) {
    public Ledger {
        if (generation < 1) {
            throw new IllegalArgumentException("generation " + generation + ": expected at least 1");
        }
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }

    /** The ledger that follows this one. */
    public Ledger next(Map<Region, EndpointState> states) {
        return new Ledger(generation + 1, new TreeMap<>(states));
    }
}
