package io.regent.lab.twin.cloudwatch;

/** What alarms do where nobody looks at it: nothing. */
public final class NoActions implements AlarmActions {
    @Override
    public void invoke(String alarmArn, String functionArn, String payload) {}

    @Override
    public void publish(String alarmArn, String topicArn, String subject, String message) {}

    @Override
    public void operate(String action, String instanceId) {}

    @Override
    public void announce(StateChange change) {}
}
