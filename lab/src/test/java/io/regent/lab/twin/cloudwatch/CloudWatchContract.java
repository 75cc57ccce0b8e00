package io.regent.lab.twin.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** What the contract's parts share: a world in virtual time with one metric that is mostly spoken of. */
public abstract class CloudWatchContract {
    protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    protected static final String NAMESPACE = "Regent";
    protected static final Map<String, String> IRELAND = Map.of("Endpoint", "eu-west-1");
    protected static final Metric VERDICT = new Metric(NAMESPACE, "Verdict", IRELAND);

    protected final VirtualAgenda agenda = new VirtualAgenda(NOON);
    final RecordedActions actions = new RecordedActions();
    private final Function<CloudWatchTwin, CloudWatch> front;
    protected CloudWatch cloudWatch;

    protected CloudWatchContract(Function<CloudWatchTwin, CloudWatch> front) {
        this.front = front;
        cloudWatch = open(Pace.OF_AWS);
    }

    private CloudWatch open(Pace pace) {
        return front.apply(new CloudWatchTwin(new Region("eu-west-1"), "123456789012", agenda, pace, actions));
    }

    /** Starts over, empty, at another pace. */
    final void at(Pace pace) {
        cloudWatch.close();
        cloudWatch = open(pace);
    }

    @AfterEach
    void close() {
        cloudWatch.close();
    }

    final void put(Instant timestamp, double... values) {
        for (double value : values) {
            put(Datum.of("Verdict", IRELAND, timestamp, value));
        }
    }

    final void put(Datum... data) {
        cloudWatch.putMetricData(NAMESPACE, List.of(data));
    }

    static Datum highResolution(Instant timestamp, double value) {
        return new Datum("Verdict", IRELAND, timestamp, Samples.of(value), "None", 1);
    }

    static DataQuery query(int period, String stat) {
        return new DataQuery("q", new MetricStat(VERDICT, period, stat));
    }

    /** The data points of the metric, oldest first. */
    final List<DataPage.Result> read(Instant start, Instant end, DataQuery... queries) {
        DataRequest request = new DataRequest(List.of(queries), start, end, false, DataRequest.MOST_DATAPOINTS, "");
        return cloudWatch.getMetricData(request).results();
    }

    /** The values of the metric from an hour ago to an hour ahead. */
    final List<Double> values(int period, String stat) {
        Instant now = agenda.instant();
        return values(read(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)), query(period, stat)));
    }

    static List<Double> values(List<DataPage.Result> results) {
        assertThat(results).hasSize(1);
        return results.getFirst().points().stream().map(DataPoint::value).toList();
    }

    static List<Instant> times(List<DataPage.Result> results) {
        assertThat(results).hasSize(1);
        return results.getFirst().points().stream().map(DataPoint::timestamp).toList();
    }

    /** Asserts a refusal by its code and a part of its message. */
    static void refused(String code, String message, ThrowingCallable call) {
        assertThatExceptionOfType(TwinError.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.message()).contains(message);
        });
    }
}
