package io.regent.lab.twin.cloudwatch;

import java.util.Map;

/**
 * Which metrics ListMetrics is to tell of; an empty text stands for any.
 *
 * @param dimensions names that a metric must have, each with the value it must have or an empty text
 * @param recentlyActive only those with data of the past three hours
 */
public record MetricFilter(String namespace, String name, Map<String, String> dimensions, boolean recentlyActive) {
    public MetricFilter {
        dimensions = Map.copyOf(dimensions);
    }

    boolean accepts(Metric metric) {
        return (namespace.isEmpty() || namespace.equals(metric.namespace()))
                && (name.isEmpty() || name.equals(metric.name()))
                && dimensions.entrySet().stream().allMatch(wanted -> {
                    String value = metric.dimensions().getOrDefault(wanted.getKey(), "");
                    return !value.isEmpty()
                            && (wanted.getValue().isEmpty() || wanted.getValue().equals(value));
                });
    }
}
