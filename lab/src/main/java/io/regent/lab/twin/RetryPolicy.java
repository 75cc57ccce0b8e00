package io.regent.lab.twin;

import java.time.Duration;

/**
 * How long and how often a delivery is tried again (API model of EventBridge and EventBridge Scheduler,
 * {@code RetryPolicy}).
 *
 * @param maximumEventAge from 60 s to 24 h
 * @param maximumRetryAttempts from 0 to 185, the first attempt not counted
 */
public record RetryPolicy(Duration maximumEventAge, int maximumRetryAttempts) {
    /** What holds where nothing is said: 24 hours and 185 attempts. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(Duration.ofHours(24), 185);

    public RetryPolicy {
        if (maximumEventAge.toSeconds() < 60 || maximumEventAge.toSeconds() > 86_400) {
            throw new IllegalArgumentException("MaximumEventAgeInSeconds " + maximumEventAge.toSeconds()
                    + ": expected a whole number from 60 to 86400");
        }
        if (maximumRetryAttempts < 0 || maximumRetryAttempts > 185) {
            throw new IllegalArgumentException(
                    "MaximumRetryAttempts " + maximumRetryAttempts + ": expected a whole number from 0 to 185");
        }
    }
}
