package io.regent.lab.twin.scheduler;

import io.regent.lab.twin.Arn;
import io.regent.lab.twin.RetryPolicy;
import java.time.Instant;

/**
 * A schedule of the default group, without a flexible window.
 *
 * @param expression as it was given, such as {@code rate(1 minute)}
 * @param created when it came to be; nothing ticks before
 */
public record Schedule(
        String name, Arn arn, String expression, boolean enabled, String description, Target target, Instant created) {
    /**
     * What a tick is for.
     *
     * @param input what the target gets, with context attributes such as {@code <aws.scheduler.scheduled-time>}; empty
     *     for the default, a "Scheduled Event"
     */
    public record Target(Arn arn, String roleArn, String input, RetryPolicy retryPolicy) {}
}
