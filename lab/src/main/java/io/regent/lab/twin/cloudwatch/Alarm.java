package io.regent.lab.twin.cloudwatch;

import java.time.Instant;

/**
 * An alarm as DescribeAlarms tells of it.
 *
 * @param configured when its settings last changed
 */
public record Alarm(AlarmSettings settings, String arn, Instant configured, Status status) {
    /**
     * A state and why.
     *
     * @param reasonData JSON; empty for none
     * @param since when the state last changed
     */
    public record Status(AlarmState value, String reason, String reasonData, Instant since) {}

    Alarm with(AlarmSettings other, Instant when) {
        return new Alarm(other, arn, when, status);
    }

    Alarm with(Status other) {
        return new Alarm(settings, arn, configured, other);
    }
}
