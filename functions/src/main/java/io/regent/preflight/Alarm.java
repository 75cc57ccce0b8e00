package io.regent.preflight;

/**
 * An alarm of CloudWatch.
 *
 * @param reason why it is in its state, in CloudWatch's words
 * @param tells whether it has actions, and they are enabled
 */
public record Alarm(String name, State state, String reason, boolean tells, AlarmRule rule) {
    /** CloudWatch's states. */
    public enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }
}
