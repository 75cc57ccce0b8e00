package io.regent.lab.twin.cloudwatch;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** All samples of a stretch of time. */
final class Bucket {
    /** Distinct values kept for percentiles; beyond, a value is counted as the nearest one that is kept. */
    private static final int MOST_VALUES = 1_000;

    private final NavigableMap<Double, Double> values = new TreeMap<>();
    private boolean rawValuesKnown = true;
    private double count;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void add(Samples samples) {
        add(samples.count(), samples.sum(), samples.min(), samples.max());
        rawValuesKnown &= !samples.values().isEmpty();
        samples.values().forEach(this::keep);
    }

    void add(Bucket other) {
        add(other.count, other.sum, other.min, other.max);
        rawValuesKnown &= other.rawValuesKnown;
        other.values.forEach(this::keep);
    }

    private void add(double moreCount, double moreSum, double otherMin, double otherMax) {
        count += moreCount;
        sum += moreSum;
        min = Math.min(min, otherMin);
        max = Math.max(max, otherMax);
    }

    private void keep(double value, double times) {
        boolean full = values.size() >= MOST_VALUES && !values.containsKey(value);
        values.merge(full ? nearest(value) : value, times, Double::sum);
    }

    private double nearest(double value) {
        Map.Entry<Double, Double> below = values.floorEntry(value);
        Map.Entry<Double, Double> above = values.ceilingEntry(value);
        if (below == null || above == null) {
            return below == null ? values.firstKey() : below.getKey();
        }
        return value - below.getKey() <= above.getKey() - value ? below.getKey() : above.getKey();
    }

    double count() {
        return count;
    }

    double sum() {
        return sum;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    /**
     * The value that a share of the samples does not exceed; nothing where raw values are not known, or one of them is
     * negative (API model, PutMetricData and GetMetricStatistics).
     *
     * @param percent from 0 to 100
     */
    OptionalDouble percentile(double percent) {
        if (!rawValuesKnown || values.isEmpty() || min < 0) {
            return OptionalDouble.empty();
        }
        double wanted = count * percent / 100;
        double seen = 0;
        for (Map.Entry<Double, Double> value : values.entrySet()) {
            seen += value.getValue();
            if (seen >= wanted) {
                return OptionalDouble.of(value.getKey());
            }
        }
        return OptionalDouble.of(max);
    }
}
