package io.regent.lab.twin.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.regent.fleet.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The twin's own bounds and promises, which AWS has no word on. */
class CloudWatchTwinTest extends CloudWatchContract {
    CloudWatchTwinTest() {
        super(CloudWatch.Core::new);
    }

    @Test
    void dataFromManyThreadsIsAllCounted() throws Exception {
        int threads = 8;
        int puts = 200;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    for (int put = 0; put < puts; put++) {
                        put(NOON, 1);
                        values(60, "Sum");
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(values(60, "Sum")).containsExactly((double) threads * puts);
    }

    @Test
    void moreThanTenThousandMetricsAreRefusedUntilOldOnesAreForgotten() {
        for (int thousand = 0; thousand < 10; thousand++) {
            cloudWatch.putMetricData(NAMESPACE, metrics(thousand * 1_000, 1_000));
        }
        refused("LimitExceeded", "10000", () -> cloudWatch.putMetricData(NAMESPACE, metrics(10_000, 1)));
        cloudWatch.putMetricData(NAMESPACE, metrics(9_999, 1));
        agenda.advance(Duration.ofHours(24).plusMinutes(1));
        cloudWatch.putMetricData(NAMESPACE, metrics(10_000, 1));
        assertThat(cloudWatch
                        .listMetrics(new MetricFilter("", "", Map.of(), false), "")
                        .metrics())
                .containsExactly(new Metric(NAMESPACE, "m10000", Map.of()));
    }

    private List<Datum> metrics(int from, int number) {
        return IntStream.range(from, from + number)
                .mapToObj(i -> Datum.of("m" + i, Map.of(), agenda.instant(), 1))
                .toList();
    }

    // "You can create up to 5000 alarms per region per AWS account" (CloudWatch User Guide).
    @Test
    void moreThanFiveThousandAlarmsAreRefused() {
        for (int i = 0; i < 5_000; i++) {
            cloudWatch.putMetricAlarm(AlarmsContract.alarm("a" + i, 1, 1, MissingData.MISSING));
        }
        AlarmSettings oneMore = AlarmsContract.alarm("a5000", 1, 1, MissingData.MISSING);
        refused("LimitExceeded", "5000", () -> cloudWatch.putMetricAlarm(oneMore));
        cloudWatch.putMetricAlarm(AlarmsContract.alarm("a0", 1, 1, MissingData.IGNORE));
    }

    @Test
    void anActionThatFailsHindersNoOther() {
        RecordedActions recorded = new RecordedActions();
        AlarmActions failing = new AlarmActions() {
            @Override
            public void operate(String action, String instanceId) {}

            @Override
            public void invoke(String alarmArn, String functionArn, String payload) {
                throw new IllegalStateException("no such function");
            }

            @Override
            public void publish(String alarmArn, String topicArn, String subject, String message) {
                recorded.publish(alarmArn, topicArn, subject, message);
            }

            @Override
            public void announce(StateChange change) {
                recorded.announce(change);
            }
        };
        CloudWatchTwin twin = new CloudWatchTwin(new Region("eu-west-1"), "123456789012", agenda, Pace.OF_AWS, failing);
        AlarmSettings plain = AlarmsContract.alarm("a", 1, 1, MissingData.BREACHING);
        AlarmTargets targets = new AlarmTargets(
                true,
                List.of(),
                List.of(
                        "arn:aws:lambda:eu-west-1:123456789012:function:gone",
                        "arn:aws:sns:eu-west-1:123456789012:people"),
                List.of());
        twin.putMetricAlarm(new AlarmSettings("a", "", plain.watched(), plain.rule(), targets));
        assertThatIllegalStateException().isThrownBy(() -> agenda.advance(Duration.ofMinutes(1)));
        agenda.advance(Duration.ZERO);
        assertThat(recorded.changes).hasSize(1);
        assertThat(recorded.setOff).hasSize(1);
        twin.setAlarmState("a", AlarmState.OK, "over", "");
        agenda.advance(Duration.ZERO);
        assertThat(recorded.changes).hasSize(2);
    }

    @Test
    void manyDistinctValuesAreKeptWithinBounds() {
        for (int i = 0; i < 20; i++) {
            int from = i * 100;
            List<Double> values =
                    IntStream.range(from, from + 100).mapToObj(Double::valueOf).toList();
            put(new Datum("Verdict", IRELAND, NOON, Samples.of(values, List.of()), "None", 60));
        }
        assertThat(values(60, "SampleCount")).containsExactly(2_000.0);
        assertThat(values(60, "p50")).containsExactly(999.0);
        assertThat(values(60, "Maximum")).containsExactly(1_999.0);
    }

    @Test
    void paceIsBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pace(Duration.ofMinutes(16), Duration.ofMinutes(1)))
                .withMessageContaining("visibility");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pace(Duration.ZERO, Duration.ofMinutes(2)))
                .withMessageContaining("evaluation");
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(Duration.ZERO, Duration.ZERO));
    }
}
