package io.regent.lab.twin.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How alarms are evaluated. "User Guide" is the Amazon CloudWatch User Guide. */
public abstract class AlarmsContract extends CloudWatchContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    protected AlarmsContract(Function<CloudWatchTwin, CloudWatch> front) {
        super(front);
    }

    /** Below 1 for M of the last N minutes. */
    static AlarmSettings alarm(String name, int m, int n, MissingData missing) {
        return alarm(name, 60, new AlarmRule(Comparison.LESS, 1, n, m, missing));
    }

    private static AlarmSettings alarm(String name, int period, AlarmRule rule) {
        return new AlarmSettings(name, "", new MetricStat(VERDICT, period, "Minimum"), rule, AlarmTargets.NONE);
    }

    private AlarmState state(String name) {
        return described(name).status().value();
    }

    private Alarm described(String name) {
        AlarmFilter one = new AlarmFilter(List.of(name), "", AlarmFilter.ALL.states(), "");
        return cloudWatch.describeAlarms(one, 100, "").alarms().getFirst();
    }

    // API model, PutMetricAlarm: "the alarm state is immediately set to INSUFFICIENT_DATA … then evaluated".
    @Test
    void aNewAlarmHasInsufficientDataUntilItsFirstEvaluation() {
        put(NOON, 1);
        cloudWatch.putMetricAlarm(alarm("a", 1, 1, MissingData.MISSING));
        assertThat(described("a").status())
                .isEqualTo(
                        new Alarm.Status(AlarmState.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "", NOON));
        agenda.advance(MINUTE.minusMillis(1));
        assertThat(state("a")).isEqualTo(AlarmState.INSUFFICIENT_DATA);
        agenda.advance(Duration.ofMillis(1));
        assertThat(state("a")).isEqualTo(AlarmState.OK);
    }

    // API model, PutMetricAlarmInput$ComparisonOperator: "the specified statistic value is used as the first operand".
    @ParameterizedTest
    @CsvSource({
        "GREATER_OR_EQUAL, OK, ALARM, ALARM",
        "GREATER, OK, OK, ALARM",
        "LESS, ALARM, OK, OK",
        "LESS_OR_EQUAL, ALARM, ALARM, OK"
    })
    void theStatisticIsComparedWithTheThreshold(
            Comparison comparison, AlarmState below, AlarmState at, AlarmState above) {
        AlarmRule rule = new AlarmRule(comparison, 5, 1, 0, MissingData.MISSING);
        cloudWatch.putMetricAlarm(alarm("a", 60, rule));
        for (Map.Entry<Double, AlarmState> expected :
                List.of(Map.entry(4.0, below), Map.entry(5.0, at), Map.entry(6.0, above))) {
            put(agenda.instant(), expected.getKey());
            agenda.advance(MINUTE);
            assertThat(state("a")).isEqualTo(expected.getValue());
        }
    }

    /**
     * User Guide, "Configuring how CloudWatch alarms treat missing data": both tables, and the two patterns of
     * "Avoiding premature transitions to alarm state" that are not to be an alarm. The newest data point is on the
     * right; 0 is good, X is breaching, - is missing. KEPT stands for the state that the alarm had.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 0-X-X, OK, OK, OK, OK",
        "3, 0----, OK, OK, OK, OK",
        "3, -----, INSUFFICIENT_DATA, KEPT, ALARM, OK",
        "3, 0XX-X, ALARM, ALARM, ALARM, ALARM",
        "3, --X--, ALARM, KEPT, ALARM, OK",
        "2, 0-X-X, ALARM, ALARM, ALARM, ALARM",
        "2, 00X0X, ALARM, ALARM, ALARM, ALARM",
        "2, 0-X--, OK, OK, ALARM, OK",
        "2, ----0, OK, OK, ALARM, OK",
        "2, ---X-, ALARM, KEPT, ALARM, OK",
        "3, ----X, INSUFFICIENT_DATA, KEPT, ALARM, OK",
        "3, ---X-, INSUFFICIENT_DATA, KEPT, ALARM, OK",
    })
    void missingDataIsTreatedAsTheGuidesTablesSay(
            int needed, String pattern, String missing, String ignore, String breaching, String notBreaching) {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '-') {
                put(NOON.minus(MINUTE.multipliedBy(4L - i)), pattern.charAt(i) == 'X' ? 0 : 1);
            }
        }
        Map<MissingData, String> expected = Map.of(
                MissingData.MISSING, missing,
                MissingData.IGNORE, ignore,
                MissingData.BREACHING, breaching,
                MissingData.NOT_BREACHING, notBreaching);
        for (AlarmState before : AlarmState.values()) {
            for (MissingData mode : MissingData.values()) {
                cloudWatch.putMetricAlarm(alarm(before + "-" + mode, needed, 3, mode));
                cloudWatch.setAlarmState(before + "-" + mode, before, "to begin with", "");
            }
        }
        agenda.advance(MINUTE);
        for (AlarmState before : AlarmState.values()) {
            expected.forEach((mode, after) -> assertThat(state(before + "-" + mode))
                    .as("%s, was %s", mode, before)
                    .isEqualTo(after.equals("KEPT") ? before : AlarmState.valueOf(after)));
        }
    }

    // User Guide, "Evaluating an alarm": M of the last N; they need not be consecutive.
    @Test
    void anAlarmGoesOffWhenMOfTheLastNDataPointsBreach() {
        cloudWatch.putMetricAlarm(alarm("a", 2, 3, MissingData.MISSING));
        assertThat(minutes("a", 1, 1, 1, 0, 1, 0, 1, 1))
                .containsExactly(
                        AlarmState.OK,
                        AlarmState.OK,
                        AlarmState.OK,
                        AlarmState.OK,
                        AlarmState.OK,
                        AlarmState.ALARM,
                        AlarmState.OK,
                        AlarmState.OK);
    }

    private List<AlarmState> minutes(String alarm, double... values) {
        return DoubleStream.of(values)
                .mapToObj(value -> {
                    put(agenda.instant(), value);
                    agenda.advance(MINUTE);
                    return state(alarm);
                })
                .toList();
    }

    // User Guide, "Alarm events and EventBridge" and notifications of real alarms: the words of the reason.
    @Test
    void theReasonSaysWhichDataPointsCrossedTheThreshold() {
        cloudWatch.putMetricAlarm(alarm("a", 1, 1, MissingData.BREACHING));
        assertThat(minutes("a", 1, 0)).containsExactly(AlarmState.OK, AlarmState.ALARM);
        Alarm.Status status = described("a").status();
        assertThat(status.reason())
                .isEqualTo("Threshold Crossed: 1 out of the last 1 datapoints [0.0 (01/03/26 12:01:00)] was less than"
                        + " the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition).");
        assertThat(status.reasonData())
                .isEqualTo("{\"version\":\"1.0\",\"queryDate\":\"2026-03-01T12:02:00.000+0000\","
                        + "\"startDate\":\"2026-03-01T12:01:00.000+0000\",\"statistic\":\"Minimum\",\"period\":60,"
                        + "\"recentDatapoints\":[0.0],\"threshold\":1.0,\"evaluatedDatapoints\":[{\"timestamp\":"
                        + "\"2026-03-01T12:01:00.000+0000\",\"sampleCount\":1.0,\"value\":0.0}]}");
        assertThat(status.since()).isEqualTo(NOON.plus(MINUTE.multipliedBy(2)));
    }

    // As above.
    @Test
    void theReasonSaysWhatWasMadeOfMissingData() {
        cloudWatch.putMetricAlarm(alarm("breaching", 0, 2, MissingData.BREACHING));
        cloudWatch.putMetricAlarm(alarm("missing", 0, 2, MissingData.MISSING));
        cloudWatch.setAlarmState("missing", AlarmState.OK, "to begin with", "");
        agenda.advance(MINUTE);
        assertThat(described("breaching").status().reason())
                .isEqualTo("Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were"
                        + " treated as [Breaching].");
        assertThat(described("missing").status().reason()).isEqualTo("Insufficient Data: 2 datapoints were unknown.");
    }

    // User Guide, "Evaluating an alarm": "at the end of minute 6 … based on the data from minutes 2 to 6".
    @Test
    void theWindowOfALongPeriodSlidesMinuteByMinute() {
        put(NOON, 0);
        put(NOON.plus(MINUTE), 1, 1);
        cloudWatch.putMetricAlarm(alarm("a", 300, new AlarmRule(Comparison.LESS, 1, 1, 0, MissingData.MISSING)));
        agenda.advance(MINUTE.multipliedBy(5));
        assertThat(state("a")).isEqualTo(AlarmState.ALARM);
        agenda.advance(MINUTE);
        assertThat(state("a")).isEqualTo(AlarmState.OK);
    }

    // User Guide, "Evaluating an alarm": periods of 10, 20 and 30 seconds are "evaluated every 10 seconds".
    @ParameterizedTest
    @ValueSource(ints = {10, 20, 30})
    void alarmsOfSubMinutePeriodsAreEvaluatedEveryTenSeconds(int period) {
        cloudWatch.putMetricAlarm(alarm("a", period, new AlarmRule(Comparison.LESS, 1, 1, 0, MissingData.MISSING)));
        put(highResolution(NOON.plusSeconds(3), 1));
        agenda.advance(Duration.ofMillis(9_999));
        assertThat(state("a")).isEqualTo(AlarmState.INSUFFICIENT_DATA);
        agenda.advance(Duration.ofMillis(1));
        assertThat(state("a")).isEqualTo(AlarmState.OK);
        put(highResolution(NOON.plusSeconds(11), 0));
        agenda.advance(Duration.ofSeconds(10));
        assertThat(state("a")).isEqualTo(AlarmState.ALARM);
    }

    // The twin's own: a lab in a hurry looks more often, and at the minute that is still running.
    @Test
    void aShorterPaceSeesABadMinuteWhileItLasts() {
        at(new Pace(Duration.ZERO, Duration.ofSeconds(1)));
        cloudWatch.putMetricAlarm(alarm("a", 1, 1, MissingData.MISSING));
        put(NOON, 1);
        agenda.advance(Duration.ofSeconds(1));
        assertThat(state("a")).isEqualTo(AlarmState.OK);
        put(NOON.plusSeconds(1), 0);
        agenda.advance(Duration.ofSeconds(1));
        assertThat(state("a")).isEqualTo(AlarmState.ALARM);
    }

    // User Guide, "Evaluating an alarm": data points "from before the alarm was created" are retrieved.
    @Test
    void dataFromBeforeTheAlarmCounts() {
        put(NOON.minus(MINUTE), 0);
        put(NOON, 0);
        cloudWatch.putMetricAlarm(alarm("a", 0, 2, MissingData.NOT_BREACHING));
        agenda.advance(MINUTE);
        assertThat(state("a")).isEqualTo(AlarmState.ALARM);
    }

    // API model, PutMetricAlarm: an update leaves the state and "completely overwrites the previous configuration".
    @Test
    void anUpdateKeepsTheStateAndReplacesTheRest() {
        cloudWatch.putMetricAlarm(alarm("a", 1, 1, MissingData.MISSING));
        assertThat(minutes("a", 0)).containsExactly(AlarmState.ALARM);
        AlarmSettings other = alarm("a", 120, new AlarmRule(Comparison.GREATER, 5, 1, 0, MissingData.IGNORE));
        cloudWatch.putMetricAlarm(other);
        Alarm updated = described("a");
        assertThat(updated.settings()).isEqualTo(other);
        assertThat(updated.configured()).isEqualTo(agenda.instant());
        assertThat(updated.status().value()).isEqualTo(AlarmState.ALARM);
        agenda.advance(MINUTE);
        assertThat(state("a")).isEqualTo(AlarmState.OK);
    }

    // API model, SetAlarmState: "metric alarms return to their actual state quickly".
    @Test
    void aStateThatWasSetLastsUntilTheNextEvaluation() {
        cloudWatch.putMetricAlarm(alarm("a", 1, 1, MissingData.NOT_BREACHING));
        agenda.advance(MINUTE);
        cloudWatch.setAlarmState("a", AlarmState.ALARM, "a rehearsal", "{\"drill\":true}");
        assertThat(described("a").status())
                .isEqualTo(new Alarm.Status(AlarmState.ALARM, "a rehearsal", "{\"drill\":true}", agenda.instant()));
        agenda.advance(MINUTE);
        assertThat(state("a")).isEqualTo(AlarmState.OK);
    }

    // API model, SetAlarmState: errors ResourceNotFound and InvalidFormat.
    @Test
    void onlyAlarmsThatExistAreSetAndOnlyWithJson() {
        refused("ResourceNotFound", "'a'", () -> cloudWatch.setAlarmState("a", AlarmState.OK, "why", ""));
        cloudWatch.putMetricAlarm(alarm("a", 1, 1, MissingData.MISSING));
        refused("InvalidFormat", "StateReasonData", () -> cloudWatch.setAlarmState("a", AlarmState.OK, "why", "{"));
    }
}
