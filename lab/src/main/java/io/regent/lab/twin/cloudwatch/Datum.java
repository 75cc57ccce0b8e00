package io.regent.lab.twin.cloudwatch;

import java.time.Instant;
import java.util.Map;

/**
 * One element of PutMetricData's MetricData.
 *
 * @param unit {@code None} where the request gives none
 * @param storageResolution seconds: 1 for a high-resolution metric, else 60
 */
public record Datum(
        String name,
        Map<String, String> dimensions,
        Instant timestamp,
        Samples samples,
        String unit,
        int storageResolution) {
    public Datum {
        dimensions = Map.copyOf(dimensions);
    }

    /** A single value of a regular metric. */
    public static Datum of(String name, Map<String, String> dimensions, Instant timestamp, double value) {
        return new Datum(name, dimensions, timestamp, Samples.of(value), "None", 60);
    }

    Metric metric(String namespace) {
        return new Metric(namespace, name, dimensions);
    }
}
