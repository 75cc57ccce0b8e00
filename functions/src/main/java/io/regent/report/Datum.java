package io.regent.report;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One metric datum.
 *
 * @param dimensions at most 30, none with an empty value
 */
public record Datum(Metric metric, SortedMap<Dimension, String> dimensions, Instant at, double value) {
    public Datum {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }
}
