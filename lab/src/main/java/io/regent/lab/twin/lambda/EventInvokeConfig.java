package io.regent.lab.twin.lambda;

import io.regent.lab.twin.Arn;
import java.time.Duration;
import java.util.List;

/**
 * How a function, or one of its versions and aliases, treats asynchronous invocations (API model,
 * PutFunctionEventInvokeConfig).
 *
 * @param maximumEventAge from 60 s to 6 h
 * @param maximumRetryAttempts from 0 to 2
 * @param onFailure where an invocation that was given up is reported; at most one
 */
public record EventInvokeConfig(Duration maximumEventAge, int maximumRetryAttempts, List<Arn> onFailure) {
    private static final Duration SHORTEST_AGE = Duration.ofSeconds(60);
    private static final Duration LONGEST_AGE = Duration.ofHours(6);

    /** The most retries there are, and what holds where nothing is said. */
    public static final int MOST_ATTEMPTS = 2;

    public EventInvokeConfig {
        onFailure = List.copyOf(onFailure);
        if (maximumEventAge.compareTo(SHORTEST_AGE) < 0 || maximumEventAge.compareTo(LONGEST_AGE) > 0) {
            throw new IllegalArgumentException("MaximumEventAgeInSeconds " + maximumEventAge.toSeconds()
                    + ": expected a whole number from 60 to 21600");
        }
        if (maximumRetryAttempts < 0 || maximumRetryAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "MaximumRetryAttempts " + maximumRetryAttempts + ": expected a whole number from 0 to 2");
        }
        if (onFailure.size() > 1) {
            throw new IllegalArgumentException("OnFailure: expected one destination at most");
        }
    }
}
