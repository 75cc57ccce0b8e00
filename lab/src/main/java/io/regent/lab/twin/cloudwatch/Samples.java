package io.regent.lab.twin.cloudwatch;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one datum brings: a number of samples, summed up.
 *
 * @param values each value with how often it occurred; empty where a statistic set has hidden them
 */
public record Samples(double count, double sum, double min, double max, Map<Double, Double> values) {
    public Samples {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public static Samples of(double value) {
        return new Samples(1, value, value, value, Map.of(value, 1.0));
    }

    /**
     * A distribution: the fields Values and Counts.
     *
     * @param counts how often each value occurred; empty where each occurred once
     */
    public static Samples of(List<Double> values, List<Double> counts) {
        if (!counts.isEmpty() && counts.size() != values.size()) {
            throw Refusal.invalidValue("The parameters Values and Counts must have the same number of elements, not "
                    + values.size() + " and " + counts.size() + ".");
        }
        double count = 0;
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        Map<Double, Double> occurrences = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            double times = counts.isEmpty() ? 1 : counts.get(i);
            count += times;
            sum += value * times;
            min = Math.min(min, value);
            max = Math.max(max, value);
            occurrences.merge(value, times, Double::sum);
        }
        return new Samples(count, sum, min, max, occurrences);
    }

    /** The field StatisticValues. Its raw values are known only when there is but one (API model, PutMetricData). */
    public static Samples ofStatistics(double count, double sum, double min, double max) {
        boolean one = min == max && sum == min * count;
        return new Samples(count, sum, min, max, one ? Map.of(min, count) : Map.of());
    }
}
