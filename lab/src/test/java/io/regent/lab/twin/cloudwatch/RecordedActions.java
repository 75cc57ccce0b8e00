package io.regent.lab.twin.cloudwatch;

import java.util.ArrayList;
import java.util.List;

/** Keeps what alarms set off, in order. */
final class RecordedActions implements AlarmActions {
    /** A call of invoke, publish or operate. */
    record SetOff(String target, String subject, String body) {}

    final List<SetOff> setOff = new ArrayList<>();
    final List<StateChange> changes = new ArrayList<>();

    @Override
    public void operate(String action, String instanceId) {
        setOff.add(new SetOff(instanceId, action, ""));
    }

    @Override
    public void invoke(String alarmArn, String functionArn, String payload) {
        setOff.add(new SetOff(functionArn, "", payload));
    }

    @Override
    public void publish(String alarmArn, String topicArn, String subject, String message) {
        setOff.add(new SetOff(topicArn, subject, message));
    }

    @Override
    public void announce(StateChange change) {
        changes.add(change);
    }
}
