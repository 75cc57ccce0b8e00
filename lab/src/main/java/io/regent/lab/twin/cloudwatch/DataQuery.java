package io.regent.lab.twin.cloudwatch;

/**
 * One question of GetMetricData.
 *
 * @param label what to call the answer; empty for the metric's name
 * @param returnData false where only an expression would use it
 */
public record DataQuery(String id, Source source, String label, boolean returnData) {
    /** What is asked for. */
    public sealed interface Source permits MetricStat, Expression {}

    /** Metric math or Metrics Insights: the twin refuses it by name. */
    public record Expression(String text) implements Source {}

    public DataQuery(String id, MetricStat stat) {
        this(id, stat, "", true);
    }
}
