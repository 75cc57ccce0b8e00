package io.regent.lab.twin.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PutMetricData and ListMetrics. "API model" is the description that every SDK is generated from. */
public abstract class MetricsContract extends CloudWatchContract {
    protected MetricsContract(Function<CloudWatchTwin, CloudWatch> front) {
        super(front);
    }

    // CloudWatch User Guide, "CloudWatch statistics definitions".
    @ParameterizedTest
    @CsvSource({"SampleCount,4", "Sum,10", "Average,2.5", "Minimum,1", "Maximum,4", "p50,2", "p99,4", "p100,4"})
    void aPeriodsSamplesBecomeOneNumberByTheStatistic(String stat, double value) {
        put(NOON, 1, 2);
        put(NOON.plusSeconds(59), 3, 4);
        assertThat(values(60, stat)).containsExactly(value);
    }

    // API model, MetricDatum$Values and $Counts: each count says how often its value occurred.
    @Test
    void aDistributionCountsEachValueAsOftenAsItOccurred() {
        put(new Datum("Verdict", IRELAND, NOON, Samples.of(List.of(10.0, 20.0), List.of(3.0, 1.0)), "None", 60));
        assertThat(values(60, "SampleCount")).containsExactly(4.0);
        assertThat(values(60, "Sum")).containsExactly(50.0);
        assertThat(values(60, "p75")).containsExactly(10.0);
        assertThat(values(60, "p76")).containsExactly(20.0);
    }

    // API model, PutMetricData: statistic sets have percentiles only where one value explains them.
    @Test
    void aStatisticSetHasPercentilesOnlyWhenAllItsValuesAreTheSame() {
        put(new Datum("Verdict", IRELAND, NOON, Samples.ofStatistics(3, 6, 2, 2), "None", 60));
        assertThat(values(60, "p90")).containsExactly(2.0);
        put(new Datum("Verdict", IRELAND, NOON, Samples.ofStatistics(2, 12, 5, 7), "None", 60));
        assertThat(values(60, "p90")).isEmpty();
        assertThat(values(60, "Average")).containsExactly(18 / 5.0);
        assertThat(values(60, "Maximum")).containsExactly(7.0);
    }

    // API model, GetMetricStatistics: no percentiles "when any of the metric values are negative numbers".
    @Test
    void negativeValuesHaveNoPercentiles() {
        put(NOON, -1, 5);
        assertThat(values(60, "p50")).isEmpty();
        assertThat(values(60, "Minimum")).containsExactly(-1.0);
    }

    // CloudWatch User Guide, "Dimensions": each unique combination of dimensions is a metric of its own.
    @Test
    void otherDimensionsAreAnotherMetric() {
        put(NOON, 1);
        put(Datum.of("Verdict", Map.of(), NOON, 2), Datum.of("Verdict", Map.of("Endpoint", "ap-south-1"), NOON, 3));
        assertThat(values(60, "Sum")).containsExactly(1.0);
    }

    // API model, GetMetricData: a unit that does not match brings nothing, none brings all.
    @Test
    void dataIsFoundByItsUnitOrByNone() {
        put(new Datum("Verdict", IRELAND, NOON, Samples.of(7), "Milliseconds", 60));
        put(new Datum("Verdict", IRELAND, NOON, Samples.of(1), "Count", 60));
        assertThat(values(read(NOON, NOON.plusSeconds(60), inUnit("Milliseconds"))))
                .containsExactly(7.0);
        assertThat(values(read(NOON, NOON.plusSeconds(60), inUnit("Seconds")))).isEmpty();
        assertThat(values(60, "Sum")).containsExactly(8.0);
    }

    private static DataQuery inUnit(String unit) {
        return new DataQuery("q", new MetricStat(VERDICT, 60, "Sum", unit));
    }

    // API model, PutMetricData: "as much as two weeks before the current date, and as much as 2 hours after".
    @Test
    void timestampsReachFromTwoWeeksAgoToTwoHoursAhead() {
        put(NOON.minus(Duration.ofDays(14)), 1);
        put(NOON.plus(Duration.ofHours(2)), 1);
        refused(
                "InvalidParameterValue",
                "MetricData.member.1.Timestamp",
                () -> put(NOON.minus(Duration.ofDays(14)).minusSeconds(1), 1));
        refused(
                "InvalidParameterValue",
                "two hours in the future",
                () -> put(NOON.plus(Duration.ofHours(2)).plusSeconds(1), 1));
    }

    // API model, PutMetricData: "limited to no more than 1000 different metrics".
    @Test
    void aThousandDataAreTakenAtOnceAndNoMore() {
        List<Datum> data = Collections.nCopies(1_000, Datum.of("Verdict", IRELAND, NOON, 1));
        cloudWatch.putMetricData(NAMESPACE, data);
        assertThat(values(60, "SampleCount")).containsExactly(1_000.0);
        List<Datum> more = Collections.nCopies(1_001, Datum.of("Verdict", IRELAND, NOON, 1));
        refused("InvalidParameterValue", "1000", () -> cloudWatch.putMetricData(NAMESPACE, more));
        refused("MissingParameter", "MetricData", () -> cloudWatch.putMetricData(NAMESPACE, List.of()));
    }

    // API model, PutMetricData: "up to 30 dimensions per metric".
    @Test
    void thirtyDimensionsAreTakenAndNoMore() {
        put(Datum.of("Verdict", dimensions(30), NOON, 1));
        refused(
                "InvalidParameterValue",
                "MetricData.member.1.Dimensions",
                () -> put(Datum.of("Verdict", dimensions(31), NOON, 1)));
    }

    private static Map<String, String> dimensions(int number) {
        return IntStream.range(0, number).boxed().collect(Collectors.toMap(i -> "d" + i, i -> "v"));
    }

    // API model, PutMetricData: "up to 150 values per metric with one PutMetricData request".
    @Test
    void aDistributionHasUpTo150Values() {
        List<Double> values =
                DoubleStream.iterate(0, i -> i + 1).limit(151).boxed().toList();
        Datum most = new Datum("Verdict", IRELAND, NOON, Samples.of(values.subList(0, 150), List.of()), "None", 60);
        Datum tooMany = new Datum("Verdict", IRELAND, NOON, Samples.of(values, List.of()), "None", 60);
        put(most);
        refused("InvalidParameterValue", "Values", () -> put(tooMany));
    }

    // API model, MetricDatum$Value: "in the range of -2^360 to 2^360", and no special values.
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200, -1e200})
    void valuesBeyondTheRangeAreRefused(double value) {
        refused("InvalidParameterValue", "MetricData.member.1.Value", () -> put(NOON, value));
    }

    // API model, MetricDatum$StorageResolution: "Valid values are 1 and 60"; StandardUnit; Namespace.
    @Test
    void wrongResolutionsUnitsAndNamespacesAreRefusedByName() {
        refused(
                "InvalidParameterValue",
                "StorageResolution",
                () -> put(new Datum("Verdict", IRELAND, NOON, Samples.of(1), "None", 30)));
        refused(
                "InvalidParameterValue",
                "Unit",
                () -> put(new Datum("Verdict", IRELAND, NOON, Samples.of(1), "Furlongs", 60)));
        refused(
                "InvalidParameterValue",
                "AWS/EC2",
                () -> cloudWatch.putMetricData("AWS/EC2", List.of(Datum.of("Verdict", IRELAND, NOON, 1))));
    }

    // API model, PutMetricData: validation errors "will fail the entire request, and no data will be ingested".
    @Test
    void oneWrongDatumFailsThemAll() {
        refused(
                "InvalidParameterValue",
                "MetricData.member.2.Unit",
                () -> put(
                        Datum.of("Verdict", IRELAND, NOON, 1),
                        new Datum("Verdict", IRELAND, NOON, Samples.of(1), "Furlongs", 60)));
        assertThat(values(60, "Sum")).isEmpty();
    }

    // Not documented: how long a datum takes to be readable. The twin can be told to take long.
    @Test
    void aDatumIsReadableOnceItsDelayIsOver() {
        at(new Pace(Duration.ofSeconds(90), Duration.ofMinutes(1)));
        put(NOON, 1);
        agenda.advance(Duration.ofSeconds(89));
        assertThat(values(60, "Sum")).isEmpty();
        agenda.advance(Duration.ofSeconds(1));
        assertThat(values(60, "Sum")).containsExactly(1.0);
    }

    // API model, ListMetrics: filters by namespace, name, and "if a metric has that dimension and also other".
    @Test
    void metricsAreListedByNamespaceNameAndDimension() {
        put(NOON, 1);
        put(Datum.of("Verdict", Map.of("Endpoint", "eu-west-1", "Vantage", "ap-south-1"), NOON, 1));
        cloudWatch.putMetricData("Other", List.of(Datum.of("Latency", Map.of(), NOON, 1)));
        assertThat(listed("", "", Map.of())).hasSize(3);
        assertThat(listed("Other", "", Map.of())).containsExactly(new Metric("Other", "Latency", Map.of()));
        assertThat(listed("", "Verdict", Map.of())).hasSize(2).contains(VERDICT);
        assertThat(listed("", "", Map.of("Vantage", ""))).hasSize(1);
        assertThat(listed("", "", IRELAND)).hasSize(2);
        assertThat(listed("", "", Map.of("Endpoint", "ap-south-1"))).isEmpty();
    }

    // API model, ListMetricsInput$RecentlyActive: data "published in the past three hours".
    @Test
    void recentlyActiveMetricsHaveDataOfThePastThreeHours() {
        put(NOON, 1);
        agenda.advance(Duration.ofHours(3).plusMinutes(1));
        assertThat(listed("", "", Map.of())).containsExactly(VERDICT);
        MetricFilter recently = new MetricFilter("", "", Map.of(), true);
        assertThat(cloudWatch.listMetrics(recently, "").metrics()).isEmpty();
    }

    // API model, ListMetrics: "up to 500 results are returned for any one call".
    @Test
    void metricsAreListedFiveHundredAtATime() {
        cloudWatch.putMetricData(
                NAMESPACE,
                IntStream.range(0, 501)
                        .mapToObj(i -> Datum.of("m" + i, Map.of(), NOON, 1))
                        .toList());
        MetricFilter all = new MetricFilter(NAMESPACE, "", Map.of(), false);
        MetricsPage first = cloudWatch.listMetrics(all, "");
        assertThat(first.metrics()).hasSize(500);
        MetricsPage second = cloudWatch.listMetrics(all, first.nextToken());
        assertThat(second.metrics()).hasSize(1).doesNotContainAnyElementsOf(first.metrics());
        assertThat(second.nextToken()).isEmpty();
    }

    // API model, InvalidNextToken; ListMetrics itself lists no such error, but the service has one for all tokens.
    @Test
    void aTokenOfNobodyIsRefused() {
        refused(
                "InvalidNextToken",
                "token",
                () -> cloudWatch.listMetrics(new MetricFilter("", "", Map.of(), false), "bm9ib2R5"));
    }

    private List<Metric> listed(String namespace, String name, Map<String, String> dimensions) {
        return cloudWatch
                .listMetrics(new MetricFilter(namespace, name, dimensions, false), "")
                .metrics();
    }
}
