package io.regent.lab.twin.cloudwatch;

import io.regent.lab.twin.TwinError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What PutMetricData accepts (API model, PutMetricData, MetricDatum and StandardUnit). */
final class PutRules {
    static final Duration OLDEST = Duration.ofDays(14);
    static final Duration FURTHEST_AHEAD = Duration.ofHours(2);
    static final int MOST_DATA = 1_000;
    static final int MOST_DIMENSIONS = 30;
    private static final int MOST_VALUES = 150;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DIMENSION_VALUE = 1_024;
    private static final double LARGEST = Math.scalb(1.0, 360);
    private static final Set<String> UNITS = Set.of(
            ("Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits"
                            + " Gigabits Terabits Percent Count Bytes/Second Kilobytes/Second Megabytes/Second"
                            + " Gigabytes/Second Terabytes/Second Bits/Second Kilobits/Second Megabits/Second"
                            + " Gigabits/Second Terabits/Second Count/Second None")
                    .split(" "));

    private PutRules() {}

    static void check(String namespace, List<Datum> data, Instant now) {
        if (namespace.isEmpty()) {
            throw Refusal.missing("The parameter Namespace is required.");
        }
        if (namespace.length() > LONGEST_NAME || namespace.startsWith(":") || namespace.startsWith("AWS/")) {
            throw Refusal.invalidValue("The value " + namespace + " for parameter Namespace is invalid: expected 1 to "
                    + LONGEST_NAME + " characters that begin neither with ':' nor with 'AWS/'.");
        }
        if (data.isEmpty()) {
            throw Refusal.missing("The parameter MetricData is required.");
        }
        if (data.size() > MOST_DATA) {
            throw Refusal.invalidValue(
                    "The collection MetricData must not have a size greater than " + MOST_DATA + ".");
        }
        for (int i = 0; i < data.size(); i++) {
            check("MetricData.member." + (i + 1) + ".", data.get(i), now);
        }
    }

    private static void check(String path, Datum datum, Instant now) {
        if (datum.name().isEmpty()) {
            throw Refusal.missing("The parameter " + path + "MetricName is required.");
        }
        if (datum.name().length() > LONGEST_NAME) {
            throw invalid(path + "MetricName", datum.name(), "1 to " + LONGEST_NAME + " characters");
        }
        if (datum.dimensions().size() > MOST_DIMENSIONS) {
            throw Refusal.invalidValue(
                    "The collection " + path + "Dimensions must not have a size greater than " + MOST_DIMENSIONS + ".");
        }
        datum.dimensions().forEach((name, value) -> {
            if (name.isBlank() || name.length() > LONGEST_NAME || name.startsWith(":")) {
                throw invalid(path + "Dimensions.Name", name, "1 to " + LONGEST_NAME + " characters, not ':' first");
            }
            if (value.isBlank() || value.length() > LONGEST_DIMENSION_VALUE) {
                throw invalid(path + "Dimensions.Value", value, "1 to " + LONGEST_DIMENSION_VALUE + " characters");
            }
        });
        if (datum.timestamp().isBefore(now.minus(OLDEST)) || datum.timestamp().isAfter(now.plus(FURTHEST_AHEAD))) {
            throw invalid(
                    path + "Timestamp",
                    datum.timestamp().toString(),
                    "no more than two weeks in the past and two hours in the future");
        }
        if (!UNITS.contains(datum.unit())) {
            throw invalid(path + "Unit", datum.unit(), "one of the standard units, such as Milliseconds or Count");
        }
        if (datum.storageResolution() != 1 && datum.storageResolution() != 60) {
            throw invalid(path + "StorageResolution", Integer.toString(datum.storageResolution()), "1 or 60");
        }
        check(path, datum.samples());
    }

    private static void check(String path, Samples samples) {
        if (samples.values().size() > MOST_VALUES) {
            throw Refusal.invalidValue(
                    "The collection " + path + "Values must not have a size greater than " + MOST_VALUES + ".");
        }
        for (double number : new double[] {samples.count(), samples.sum(), samples.min(), samples.max()}) {
            // Written so that NaN, which compares with nothing, is refused too.
            if (!(Math.abs(number) <= LARGEST)) {
                throw invalid(path + "Value", Double.toString(number), "a number from -2^360 to 2^360");
            }
        }
        if (samples.count() <= 0 || samples.min() > samples.max()) {
            throw Refusal.invalidValue("The parameter " + path
                    + "StatisticValues must have a SampleCount above 0 and a Minimum that is not above the Maximum.");
        }
    }

    private static TwinError invalid(String name, String value, String expected) {
        return Refusal.invalidValue(
                "The value " + value + " for parameter " + name + " is invalid: expected " + expected + ".");
    }
}
