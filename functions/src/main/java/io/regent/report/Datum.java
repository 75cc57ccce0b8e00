package io.regent.report;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One metric datum of the namespace {@link #NAMESPACE}.
 *
 * @param dimensions at most 30, none with an empty value
 */
public record Datum(Metric metric, SortedMap<Dimension, String> dimensions, Instant at, double value) {
    /** Where all of Regent's metrics are. */
    public static final String NAMESPACE = "Regent";

    public Datum {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }
}
