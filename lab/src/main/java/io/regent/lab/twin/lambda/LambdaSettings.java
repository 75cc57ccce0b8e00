package io.regent.lab.twin.lambda;

import java.time.Duration;
import java.util.List;

/**
 * How Lambda behaves in a region.
 *
 * @param concurrency how many invocations may run at once ("Lambda quotas": 1,000; a new account may have 10)
 * @param retryDelays how long a failed asynchronous invocation waits before each further attempt; as many as there are
 *     retries, at most two
 * @param maximumEventAge how long an asynchronous invocation may wait, at most six hours
 */
public record LambdaSettings(int concurrency, List<Duration> retryDelays, Duration maximumEventAge) {
    /**
     * What AWS does unless told otherwise: "Lambda attempts to run it two more times, with a one-minute wait between
     * the first two attempts, and two minutes between the second and third attempts", for up to six hours ("How Lambda
     * handles errors and retries with asynchronous invocation").
     */
    public static final LambdaSettings DEFAULT =
            new LambdaSettings(1000, List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)), Duration.ofHours(6));

    public LambdaSettings {
        retryDelays = List.copyOf(retryDelays);
        if (concurrency < 0) {
            throw new IllegalArgumentException("concurrency " + concurrency + ": expected 0 or more");
        }
        if (retryDelays.size() > 2) {
            throw new IllegalArgumentException("retryDelays " + retryDelays + ": expected two at most");
        }
        if (maximumEventAge.isNegative() || maximumEventAge.compareTo(Duration.ofHours(6)) > 0) {
            throw new IllegalArgumentException("maximumEventAge " + maximumEventAge + ": expected six hours at most");
        }
    }
}
