package io.regent.lab.twin.cloudwatch;

/**
 * A metric seen through a statistic.
 *
 * @param period seconds that each data point stands for
 * @param stat a statistic as the API writes it, such as {@code Average} or {@code p99}
 * @param unit only data put with this unit; empty for any
 */
public record MetricStat(Metric metric, int period, String stat, String unit) implements DataQuery.Source {
    public MetricStat(Metric metric, int period, String stat) {
        this(metric, period, stat, "");
    }
}
