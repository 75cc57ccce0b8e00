package io.regent.lab.twin.cloudwatch;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What identifies a metric; two with different dimensions are different metrics. The order of dimensions is nothing.
 */
public record Metric(String namespace, String name, Map<String, String> dimensions) implements Comparable<Metric> {
    private static final Comparator<Metric> ORDER = Comparator.comparing(Metric::namespace)
            .thenComparing(Metric::name)
            .thenComparing(metric -> metric.dimensions().toString());

    public Metric {
        SortedMap<String, String> sorted = new TreeMap<>(dimensions);
        dimensions = Collections.unmodifiableSortedMap(sorted);
    }

    @Override
    public int compareTo(Metric other) {
        return ORDER.compare(this, other);
    }
}
