package io.regent.lab.twin.lambda;

/**
 * Hears what Lambda measures of a function ("Types of metrics for Lambda functions"): {@code Invocations},
 * {@code Errors}, {@code Throttles}.
 */
@FunctionalInterface
public interface Meter {
    void measure(String function, String metric, double value);
}
