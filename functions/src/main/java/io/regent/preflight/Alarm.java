package io.regent.preflight;

import java.time.Instant;

/**
 * An alarm of CloudWatch.
 *
 * @param reason why it is in its state, in CloudWatch's words
 * @param changed when it was made, or its settings were changed last; the beginning of 1970 where CloudWatch does not
 *     say
 * @param tells whether it has actions, and they are enabled
 */
public record Alarm(String name, State state, String reason, Instant changed, boolean tells, AlarmRule rule) {
    /** CloudWatch's states. */
    public enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }
}
