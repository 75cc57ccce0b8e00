package io.regent.lab.twin.cloudwatch;

import io.regent.fleet.Region;
import java.time.Instant;

/**
 * Where an alarm's change of state goes. Called from the agenda, one change after the other; whoever takes them must
 * not wait for long. What throws is not tried again, and hinders no other action.
 */
public interface AlarmActions {
    /** A change of state, for EventBridge. */
    record StateChange(Region region, String account, Instant time, String alarmArn, String detail) {
        public static final String SOURCE = "aws.cloudwatch";
        public static final String DETAIL_TYPE = "CloudWatch Alarm State Change";
    }

    /** Invokes a function asynchronously, as the principal {@code lambda.alarms.cloudwatch.amazonaws.com}. */
    void invoke(String alarmArn, String functionArn, String payload);

    /** Publishes a message to a topic, as the principal {@code cloudwatch.amazonaws.com}. */
    void publish(String alarmArn, String topicArn, String subject, String message);

    /**
     * Does something to the instance that the alarm's metric is about.
     *
     * @param action {@code recover} or {@code reboot}
     */
    void operate(String action, String instanceId);

    /** Puts the event on the region's default bus; every change is announced, whatever the alarm's actions are. */
    void announce(StateChange change);
}
