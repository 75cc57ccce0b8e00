package io.regent.lab.twin.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What alarms set off, and how they are kept. "User Guide" is the Amazon CloudWatch User Guide. */
public abstract class AlarmActionsContract extends CloudWatchContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:failover";
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:people";
    private static final AlarmTargets TARGETS =
            new AlarmTargets(true, List.of(TOPIC), List.of(FUNCTION, TOPIC), List.of());

    private final ObjectMapper mapper = new ObjectMapper();

    protected AlarmActionsContract(Function<CloudWatchTwin, CloudWatch> front) {
        super(front);
    }

    private static AlarmSettings alarm(String name, AlarmTargets targets) {
        AlarmSettings plain = AlarmsContract.alarm(name, 1, 1, MissingData.MISSING);
        return new AlarmSettings(name, "Ireland does not answer", plain.watched(), plain.rule(), targets);
    }

    private void minute(double value) {
        put(agenda.instant(), value);
        agenda.advance(MINUTE);
    }

    private List<String> targets() {
        return actions.setOff.stream().map(RecordedActions.SetOff::target).toList();
    }

    // User Guide, "Alarm actions": "only on state transitions, and are not performed again if the condition persists".
    @Test
    void actionsFollowChangesOfStateAndNothingElse() {
        cloudWatch.putMetricAlarm(alarm("a", TARGETS));
        minute(1);
        assertThat(targets()).containsExactly(TOPIC);
        minute(1);
        assertThat(targets()).containsExactly(TOPIC);
        minute(0);
        minute(0);
        minute(0);
        assertThat(targets()).containsExactly(TOPIC, FUNCTION, TOPIC);
        minute(1);
        assertThat(targets()).containsExactly(TOPIC, FUNCTION, TOPIC, TOPIC);
        assertThat(actions.changes).hasSize(3);
    }

    // API model, MetricAlarm$ActionsEnabled; User Guide, "Alarm events": an event on every change of state.
    @Test
    void disabledActionsAreNotPerformedButTheChangeIsAnnounced() {
        cloudWatch.putMetricAlarm(alarm("a", TARGETS));
        cloudWatch.enableAlarmActions(List.of("a", "unknown"), false);
        minute(0);
        assertThat(targets()).isEmpty();
        assertThat(actions.changes).hasSize(1);
        cloudWatch.enableAlarmActions(List.of("a"), true);
        minute(1);
        assertThat(targets()).containsExactly(TOPIC);
    }

    // API model, SetAlarmState: "the action configured for the appropriate state is invoked".
    @Test
    void settingAnotherStateSetsOffItsActions() {
        cloudWatch.putMetricAlarm(alarm("a", TARGETS));
        cloudWatch.setAlarmState("a", AlarmState.ALARM, "a rehearsal", "");
        cloudWatch.setAlarmState("a", AlarmState.ALARM, "once more", "");
        agenda.advance(Duration.ZERO);
        assertThat(targets()).containsExactly(FUNCTION, TOPIC);
    }

    // User Guide, "Alarm events and EventBridge", the sample of a single-metric alarm.
    @Test
    void theEventsDetailIsThatOfTheGuide() throws Exception {
        cloudWatch.putMetricAlarm(alarm("a", TARGETS));
        minute(0);
        AlarmActions.StateChange change = actions.changes.getFirst();
        assertThat(change.alarmArn()).isEqualTo("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a");
        assertThat(change.time()).isEqualTo(NOON.plus(MINUTE));
        JsonNode detail = mapper.readTree(change.detail());
        assertThat(detail.path("alarmName").asText()).isEqualTo("a");
        assertThat(detail.path("state").path("value").asText()).isEqualTo("ALARM");
        assertThat(detail.path("state").path("timestamp").asText()).isEqualTo("2026-03-01T12:01:00.000+0000");
        assertThat(mapper.readTree(detail.path("state").path("reasonData").asText())
                        .path("recentDatapoints"))
                .isEqualTo(mapper.readTree("[0.0]"));
        assertThat(detail.path("previousState"))
                .isEqualTo(mapper.readTree("{\"value\":\"INSUFFICIENT_DATA\",\"reason\":\"Unchecked: Initial alarm"
                        + " creation\",\"timestamp\":\"2026-03-01T12:00:00.000+0000\"}"));
        JsonNode metric = detail.path("configuration").path("metrics").path(0);
        assertThat(detail.path("configuration").path("description").asText()).isEqualTo("Ireland does not answer");
        assertThat(metric.path("returnData").asBoolean()).isTrue();
        assertThat(metric.path("metricStat"))
                .isEqualTo(mapper.readTree("{\"metric\":{\"namespace\":\"Regent\",\"name\":\"Verdict\",\"dimensions\":"
                        + "{\"Endpoint\":\"eu-west-1\"}},\"period\":60,\"stat\":\"Minimum\"}"));
    }

    // User Guide, "Invoke a Lambda function from an alarm": the sample payload.
    @Test
    void theFunctionsPayloadIsThatOfTheGuide() throws Exception {
        cloudWatch.putMetricAlarm(alarm("a", TARGETS));
        minute(0);
        JsonNode payload = mapper.readTree(actions.setOff.getFirst().body());
        assertThat(payload.path("alarmData"))
                .isEqualTo(mapper.readTree(actions.changes.getFirst().detail()));
        assertThat(payload.properties().stream()
                        .map(field -> field.getKey() + "=" + field.getValue().asText()))
                .containsExactly(
                        "source=aws.cloudwatch",
                        "alarmArn=arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a",
                        "accountId=123456789012",
                        "time=2026-03-01T12:01:00.000+0000",
                        "region=eu-west-1",
                        "alarmData=");
    }

    // The message that real alarms publish to SNS (User Guide, "Notifying users on alarm changes").
    @Test
    void theTopicsMessageIsThatOfRealAlarms() throws Exception {
        cloudWatch.putMetricAlarm(alarm("a", TARGETS));
        minute(0);
        RecordedActions.SetOff published = actions.setOff.get(1);
        assertThat(published.subject()).isEqualTo("ALARM: \"a\" in eu-west-1");
        JsonNode message = mapper.readTree(published.body());
        assertThat(message.path("NewStateValue").asText()).isEqualTo("ALARM");
        assertThat(message.path("OldStateValue").asText()).isEqualTo("INSUFFICIENT_DATA");
        assertThat(message.path("AlarmActions")).isEqualTo(mapper.valueToTree(List.of(FUNCTION, TOPIC)));
        assertThat(message.path("Trigger"))
                .isEqualTo(mapper.readTree("{\"MetricName\":\"Verdict\",\"Namespace\":\"Regent\",\"StatisticType\":"
                        + "\"Statistic\",\"Statistic\":\"MINIMUM\",\"Unit\":null,\"Dimensions\":[{\"value\":"
                        + "\"eu-west-1\",\"name\":\"Endpoint\"}],\"Period\":60,\"EvaluationPeriods\":1,"
                        + "\"DatapointsToAlarm\":1,\"ComparisonOperator\":\"LessThanThreshold\",\"Threshold\":1.0,"
                        + "\"TreatMissingData\":\"missing\",\"EvaluateLowSampleCountPercentile\":\"\"}"));
    }

    // API model, DescribeAlarms: filters by names, prefix, state and action.
    @Test
    void alarmsAreFoundByNamePrefixStateAndAction() {
        cloudWatch.putMetricAlarm(alarm("ireland-down", TARGETS));
        cloudWatch.putMetricAlarm(alarm("ireland-slow", AlarmTargets.NONE));
        cloudWatch.putMetricAlarm(alarm("mumbai-down", TARGETS));
        cloudWatch.setAlarmState("mumbai-down", AlarmState.ALARM, "why", "");
        Set<AlarmState> any = EnumSet.allOf(AlarmState.class);
        assertThat(found(AlarmFilter.ALL)).containsExactly("ireland-down", "ireland-slow", "mumbai-down");
        assertThat(found(new AlarmFilter(List.of("mumbai-down", "unknown"), "", any, "")))
                .containsExactly("mumbai-down");
        assertThat(found(new AlarmFilter(List.of(), "ireland-", any, "")))
                .containsExactly("ireland-down", "ireland-slow");
        assertThat(found(new AlarmFilter(List.of(), "", Set.of(AlarmState.ALARM), "")))
                .containsExactly("mumbai-down");
        assertThat(found(new AlarmFilter(List.of(), "", any, "arn:aws:lambda")))
                .containsExactly("ireland-down", "mumbai-down");
        AlarmFilter both = new AlarmFilter(List.of("mumbai-down"), "ireland-", any, "");
        refused("ValidationError", "AlarmNamePrefix", () -> cloudWatch.describeAlarms(both, 100, ""));
    }

    private List<String> found(AlarmFilter filter) {
        return cloudWatch.describeAlarms(filter, 100, "").alarms().stream()
                .map(alarm -> alarm.settings().name())
                .toList();
    }

    // API model, DescribeAlarmsInput$MaxRecords (1 to 100) and $NextToken.
    @Test
    void alarmsAreDescribedPageByPage() {
        IntStream.range(10, 15).forEach(i -> cloudWatch.putMetricAlarm(alarm("a" + i, AlarmTargets.NONE)));
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            AlarmsPage page = cloudWatch.describeAlarms(AlarmFilter.ALL, 2, token);
            page.alarms().forEach(alarm -> seen.add(alarm.settings().name()));
            token = page.nextToken();
        } while (!token.isEmpty());
        assertThat(seen).containsExactly("a10", "a11", "a12", "a13", "a14");
        refused("InvalidNextToken", "token", () -> cloudWatch.describeAlarms(AlarmFilter.ALL, 2, "no token"));
        refused("ValidationError", "MaxRecords", () -> cloudWatch.describeAlarms(AlarmFilter.ALL, 101, ""));
    }

    // API model, DescribeAlarms and PutMetricAlarm: what was put is what is described.
    @Test
    void anAlarmIsDescribedAsItWasPut() {
        AlarmSettings settings = new AlarmSettings(
                "latency & <more>",
                "slow",
                new MetricStat(VERDICT, 300, "p99", "Milliseconds"),
                new AlarmRule(Comparison.GREATER_OR_EQUAL, 0.25, 5, 3, MissingData.IGNORE),
                new AlarmTargets(false, List.of(TOPIC), List.of(FUNCTION), List.of(TOPIC, FUNCTION)));
        cloudWatch.putMetricAlarm(settings);
        Alarm alarm = cloudWatch.describeAlarms(AlarmFilter.ALL, 1, "").alarms().getFirst();
        assertThat(alarm.settings()).isEqualTo(settings);
        assertThat(alarm.configured()).isEqualTo(NOON);
    }

    // API model, DeleteAlarms: those "with correct names are still deleted"; error ResourceNotFound.
    @Test
    void deletingTakesThoseThatExistAndNamesOneThatDoesNot() {
        cloudWatch.putMetricAlarm(alarm("a", TARGETS));
        cloudWatch.putMetricAlarm(alarm("b", TARGETS));
        refused("ResourceNotFound", "'unknown'", () -> cloudWatch.deleteAlarms(List.of("unknown", "a")));
        assertThat(found(AlarmFilter.ALL)).containsExactly("b");
        cloudWatch.deleteAlarms(List.of("b"));
        minute(0);
        assertThat(actions.changes).isEmpty();
    }

    // API model, PutMetricAlarm: periods, M of N, five actions; the User Guide's day of evaluation.
    @Test
    void wrongAlarmsAreRefusedByTheirFields() {
        refusedAlarm("Period", alarm -> with(alarm, new MetricStat(VERDICT, 45, "Sum"), alarm.rule()));
        refusedAlarm("Statistic", alarm -> with(alarm, new MetricStat(VERDICT, 60, "Median"), alarm.rule()));
        refusedAlarm("DatapointsToAlarm", alarm -> with(alarm, alarm.watched(), rule(1, 2)));
        refusedAlarm("EvaluationPeriods", alarm -> with(alarm, alarm.watched(), rule(0, 0)));
        refusedAlarm("EvaluationPeriods * Period", alarm -> with(alarm, alarm.watched(), rule(1_441, 0)));
        refusedAlarm("arn:aws:automate", alarm -> with(alarm, "arn:aws:automate:eu-west-1:ec2:reboot"));
        refusedAlarm("5", alarm -> with(alarm, TOPIC, TOPIC, TOPIC, TOPIC, TOPIC, TOPIC));
        assertThat(found(AlarmFilter.ALL)).isEmpty();
    }

    private void refusedAlarm(String message, UnaryOperator<AlarmSettings> change) {
        AlarmSettings wrong = change.apply(alarm("a", TARGETS));
        refused("ValidationError", message, () -> cloudWatch.putMetricAlarm(wrong));
    }

    private static AlarmRule rule(int periods, int needed) {
        return new AlarmRule(Comparison.LESS, 1, periods, needed, MissingData.MISSING);
    }

    private static AlarmSettings with(AlarmSettings alarm, MetricStat watched, AlarmRule rule) {
        return new AlarmSettings(alarm.name(), alarm.description(), watched, rule, alarm.targets());
    }

    private static AlarmSettings with(AlarmSettings alarm, String... targets) {
        AlarmTargets all = new AlarmTargets(true, List.of(), List.of(targets), List.of());
        return new AlarmSettings(alarm.name(), alarm.description(), alarm.watched(), alarm.rule(), all);
    }
}
