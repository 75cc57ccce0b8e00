package io.regent.lab.cost;

import io.regent.fleet.Region;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of the bill.
 *
 * @param amounts by the region that is charged, in the price's unit
 */
record Line(Price price, SortedMap<Region, Double> amounts) {
    Line(Price price, Map<Region, Double> amounts) {
        this(price, Collections.unmodifiableSortedMap(new TreeMap<>(amounts)));
    }

    /** In all regions. */
    double amount() {
        return amounts.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** In USD, without what is free. */
    double list() {
        return amounts.entrySet().stream()
                .mapToDouble(e -> e.getValue() * price.in(e.getKey()))
                .sum();
    }

    /** In USD after what is free each month, taken from all regions in proportion. */
    double afterFree() {
        double amount = amount();
        return amount == 0 ? 0 : list() * Math.max(0, amount - price.free()) / amount;
    }
}
