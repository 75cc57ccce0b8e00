package io.regent.lab.twin.cloudwatch;

import java.util.List;

/**
 * What an alarm sets off when its state changes: ARNs of Lambda functions and SNS topics, and EC2 actions.
 *
 * @param enabled ActionsEnabled; events go out all the same
 */
public record AlarmTargets(boolean enabled, List<String> ok, List<String> alarm, List<String> insufficientData) {
    /** An alarm that only changes its state. */
    public static final AlarmTargets NONE = new AlarmTargets(true, List.of(), List.of(), List.of());

    public AlarmTargets {
        ok = List.copyOf(ok);
        alarm = List.copyOf(alarm);
        insufficientData = List.copyOf(insufficientData);
    }

    /** The targets of a change to a state. */
    public List<String> on(AlarmState state) {
        return switch (state) {
            case OK -> ok;
            case ALARM -> alarm;
            case INSUFFICIENT_DATA -> insufficientData;
        };
    }

    AlarmTargets enabled(boolean yes) {
        return new AlarmTargets(yes, ok, alarm, insufficientData);
    }
}
