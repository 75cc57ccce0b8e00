package io.regent.lab.twin.cloudwatch;

import io.regent.lab.twin.TwinError;
import java.util.Arrays;
import java.util.stream.Collectors;

/** ComparisonOperator: "the specified statistic value is used as the first operand" (API model, PutMetricAlarm). */
public enum Comparison {
    GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold", "greater than or equal to") {
        @Override
        boolean isBreaching(double value, double threshold) {
            return value >= threshold;
        }
    },
    GREATER("GreaterThanThreshold", "greater than") {
        @Override
        boolean isBreaching(double value, double threshold) {
            return value > threshold;
        }
    },
    LESS("LessThanThreshold", "less than") {
        @Override
        boolean isBreaching(double value, double threshold) {
            return value < threshold;
        }
    },
    LESS_OR_EQUAL("LessThanOrEqualToThreshold", "less than or equal to") {
        @Override
        boolean isBreaching(double value, double threshold) {
            return value <= threshold;
        }
    };

    private final String text;
    private final String words;

    Comparison(String text, String words) {
        this.text = text;
        this.words = words;
    }

    /**
     * Reads an operator as the API writes it.
     *
     * @throws TwinError for the operators of anomaly detection, which the twin does not have, and any other text
     */
    public static Comparison of(String text) {
        for (Comparison comparison : values()) {
            if (comparison.text.equals(text)) {
                return comparison;
            }
        }
        String accepted = Arrays.stream(values()).map(Comparison::text).collect(Collectors.joining(", "));
        throw Refusal.validation("The value '" + text
                + "' for parameter ComparisonOperator is invalid: expected one of " + accepted + ".");
    }

    /** As the API writes it. */
    public String text() {
        return text;
    }

    /** As a state's reason says it. */
    String words() {
        return words;
    }

    abstract boolean isBreaching(double value, double threshold);
}
