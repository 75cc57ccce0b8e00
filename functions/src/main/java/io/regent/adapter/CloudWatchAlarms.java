package io.regent.adapter;

import io.regent.fleet.Region;
import io.regent.preflight.Alarm;
import io.regent.preflight.AlarmRule;
import io.regent.preflight.Alarms;
import io.regent.preflight.Learned;
import io.regent.report.Brief;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The alarms of a region, by CloudWatch's API. */
public final class CloudWatchAlarms implements Alarms {
    /** The most that one DescribeAlarms gives (API reference, DescribeAlarms). */
    private static final int A_PAGE = 100;

    private static final int MOST_PAGES = 10;

    private final CloudWatch cloudWatch;

    public CloudWatchAlarms(CloudWatch cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    @Override
    public Learned<List<Alarm>> of(Region region, String prefix) {
        return SdkCall.make(
                () -> all(cloudWatch.client(region), prefix),
                Learned.Known::new,
                failure -> new Learned.Unknown<>(failure.why()));
    }

    private static List<Alarm> all(CloudWatchClient client, String prefix) {
        List<Alarm> alarms = new ArrayList<>();
        DescribeAlarmsRequest.Builder request =
                DescribeAlarmsRequest.builder().alarmNamePrefix(prefix).maxRecords(A_PAGE);
        for (int page = 0; page < MOST_PAGES; page++) {
            DescribeAlarmsResponse answer = client.describeAlarms(request.build());
            Needed.parts(answer.metricAlarms(), "an alarm").stream()
                    .map(CloudWatchAlarms::read)
                    .forEach(alarms::add);
            if (answer.nextToken() == null) {
                return alarms;
            }
            request.nextToken(answer.nextToken());
        }
        throw SdkClientException.create("the alarms " + prefix + "… do not end after " + MOST_PAGES + " pages");
    }

    private static Alarm read(MetricAlarm alarm) {
        boolean acts = alarm.hasAlarmActions() && !alarm.alarmActions().isEmpty();
        return new Alarm(
                Needed.part(alarm.alarmName(), "an alarm's name"),
                state(alarm.stateValue()),
                Brief.of(alarm.stateReason() == null ? "" : alarm.stateReason()),
                alarm.alarmConfigurationUpdatedTimestamp() == null
                        ? Instant.EPOCH
                        : alarm.alarmConfigurationUpdatedTimestamp(),
                acts && Boolean.TRUE.equals(alarm.actionsEnabled()),
                rule(alarm));
    }

    /** A state that this version does not know is none to rely on. */
    private static Alarm.State state(StateValue state) {
        return state == StateValue.OK
                ? Alarm.State.OK
                : state == StateValue.ALARM ? Alarm.State.ALARM : Alarm.State.INSUFFICIENT_DATA;
    }

    /** An alarm on an expression has no metric of its own; what is missing then differs from every copy. */
    private static AlarmRule rule(MetricAlarm alarm) {
        TreeMap<String, String> dimensions = new TreeMap<>();
        Needed.parts(alarm.dimensions(), "a dimension")
                .forEach(dimension -> dimensions.put(
                        Needed.part(dimension.name(), "a dimension's name"),
                        Needed.part(dimension.value(), "a dimension's value")));
        return new AlarmRule(
                text(alarm.namespace()),
                text(alarm.metricName()),
                dimensions,
                text(alarm.statisticAsString()),
                alarm.period() == null ? 0 : alarm.period(),
                alarm.evaluationPeriods() == null ? 0 : alarm.evaluationPeriods(),
                alarm.threshold() == null ? Double.NaN : alarm.threshold(),
                text(alarm.comparisonOperatorAsString()));
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
