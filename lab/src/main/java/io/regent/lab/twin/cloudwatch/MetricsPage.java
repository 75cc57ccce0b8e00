package io.regent.lab.twin.cloudwatch;

import java.util.List;

/**
 * Metrics, and how to go on.
 *
 * @param nextToken empty when these are the last
 */
public record MetricsPage(List<Metric> metrics, String nextToken) {
    public MetricsPage {
        metrics = List.copyOf(metrics);
    }
}
