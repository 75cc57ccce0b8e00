package io.regent.lab.twin.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GetMetricData. */
public abstract class DataContract extends CloudWatchContract {
    protected DataContract(Function<CloudWatchTwin, CloudWatch> front) {
        super(front);
    }

    // API model, GetMetricDataInput: the start is inclusive and rounded down to a minute, the end is exclusive.
    @Test
    void theStartIsRoundedDownAndInclusiveAndTheEndIsExclusive() {
        for (int minute = 0; minute < 4; minute++) {
            put(NOON.plusSeconds(minute * 60L), minute);
        }
        List<DataPage.Result> results = read(NOON.plusSeconds(100), NOON.plusSeconds(180), query(60, "Sum"));
        assertThat(times(results)).containsExactly(NOON.plusSeconds(60), NOON.plusSeconds(120));
        assertThat(values(results)).containsExactly(1.0, 2.0);
    }

    // API model, GetMetricDataInput$StartTime: with Period 10, "rounded down to … 10-second divisions of a minute".
    @Test
    void subMinuteStartsAreRoundedToTheirPeriod() {
        put(highResolution(NOON.plusSeconds(10), 1), highResolution(NOON.plusSeconds(19), 2));
        put(highResolution(NOON.plusSeconds(20), 4));
        List<DataPage.Result> results = read(NOON.plusSeconds(13), NOON.plusSeconds(23), query(10, "Sum"));
        assertThat(times(results)).containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(20));
        assertThat(values(results)).containsExactly(3.0, 4.0);
    }

    // API model, MetricDatum$StorageResolution: "sub-minute resolution down to one second".
    @Test
    void highResolutionDataIsKeptBySecond() {
        put(highResolution(NOON.plusSeconds(1), 5), highResolution(NOON.plusMillis(1_900), 7));
        put(highResolution(NOON.plusSeconds(3), 9));
        List<DataPage.Result> results = read(NOON, NOON.plusSeconds(10), query(1, "Average"));
        assertThat(times(results)).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(3));
        assertThat(values(results)).containsExactly(6.0, 9.0);
        assertThat(values(60, "Average")).containsExactly(7.0);
    }

    // API model, PutMetricAlarmInput$Period: a regular metric has data only where a minute's resolution has some.
    @Test
    void regularDataStandsAtItsMinutesFirstSecond() {
        put(NOON.plusSeconds(42), 5);
        assertThat(times(read(NOON, NOON.plusSeconds(60), query(10, "Sum")))).containsExactly(NOON);
    }

    // API model, GetMetricData: periods below 60 s "are available for 3 hours".
    @Test
    void subMinuteDataIsGoneAfterThreeHoursAndItsMinutesStay() {
        put(highResolution(NOON, 5));
        agenda.advance(Duration.ofHours(3).plusSeconds(1));
        assertThat(values(read(NOON, NOON.plusSeconds(60), query(1, "Sum")))).isEmpty();
        assertThat(values(read(NOON, NOON.plusSeconds(60), query(60, "Sum")))).containsExactly(5.0);
    }

    // The twin's own bound, where AWS has 15 days.
    @Test
    void minutesAreGoneAfterADay() {
        put(NOON, 5);
        agenda.advance(Duration.ofHours(24));
        assertThat(values(read(NOON, NOON.plusSeconds(60), query(60, "Sum")))).containsExactly(5.0);
        agenda.advance(Duration.ofSeconds(1));
        assertThat(values(read(NOON, NOON.plusSeconds(60), query(60, "Sum")))).isEmpty();
    }

    // API model, GetMetricStatistics: data points that fall within a period are aggregated.
    @Test
    void longerPeriodsAddUpTheirMinutes() {
        for (int minute = 0; minute < 10; minute++) {
            put(NOON.plusSeconds(minute * 60L), 1);
        }
        List<DataPage.Result> results = read(NOON, NOON.plusSeconds(600), query(300, "Sum"));
        assertThat(times(results)).containsExactly(NOON, NOON.plusSeconds(300));
        assertThat(values(results)).containsExactly(5.0, 5.0);
    }

    // API model, MetricStat$Period: "can be 1, 5, 10, 20, 30, 60, or any multiple of 60".
    @ParameterizedTest
    @ValueSource(ints = {0, -60, 2, 15, 45, 61, 90})
    void otherPeriodsAreRefused(int period) {
        refused("ValidationError", "Period", () -> values(period, "Sum"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 20, 30, 60, 120})
    void thePeriodsOfTheModelAreTaken(int period) {
        put(highResolution(NOON, 3));
        assertThat(values(period, "Sum")).containsExactly(3.0);
    }

    // API model, GetMetricDataInput$ScanBy: newest first unless told otherwise.
    @Test
    void dataPointsComeNewestFirstUnlessToldOtherwise() {
        put(NOON, 1);
        put(NOON.plusSeconds(60), 2);
        DataRequest request = new DataRequest(List.of(query(60, "Sum")), NOON, NOON.plusSeconds(120));
        assertThat(values(cloudWatch.getMetricData(request).results())).containsExactly(2.0, 1.0);
        assertThat(values(60, "Sum")).containsExactly(1.0, 2.0);
    }

    // API model, MetricDataResult$StatusCode and $MaxDatapoints: PartialData, and NextToken for the rest.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pagesTogetherAreTheWholeAnswerEachPointOnce(boolean newestFirst) {
        for (int minute = 0; minute < 5; minute++) {
            put(NOON.plusSeconds(minute * 60L), minute);
            put(Datum.of("Other", Map.of(), NOON.plusSeconds(minute * 60L), minute));
        }
        DataQuery other = new DataQuery("o", new MetricStat(new Metric(NAMESPACE, "Other", Map.of()), 60, "Sum"));
        List<DataQuery> queries = List.of(query(60, "Sum"), other);
        DataRequest whole =
                new DataRequest(queries, NOON, NOON.plusSeconds(600), newestFirst, DataRequest.MOST_DATAPOINTS, "");
        List<List<DataPoint>> expected = new ArrayList<>();
        cloudWatch.getMetricData(whole).results().forEach(result -> expected.add(result.points()));
        for (int size = 1; size <= 11; size++) {
            List<List<DataPoint>> seen = List.of(new ArrayList<>(), new ArrayList<>());
            String token = "";
            int pages = 0;
            do {
                DataPage page = cloudWatch.getMetricData(
                        new DataRequest(queries, NOON, NOON.plusSeconds(600), newestFirst, size, token));
                token = page.nextToken();
                boolean all = page.results().stream().allMatch(DataPage.Result::complete);
                assertThat(token.isEmpty()).isEqualTo(all);
                for (int i = 0; i < 2; i++) {
                    seen.get(i).addAll(page.results().get(i).points());
                }
                pages++;
            } while (!token.isEmpty());
            assertThat(seen).isEqualTo(expected);
            assertThat(pages).isEqualTo(Math.ceilDiv(10, size));
        }
    }

    // API model, GetMetricData, error InvalidNextToken.
    @Test
    void aTokenFitsOnlyTheRequestItWasGivenFor() {
        put(NOON, 1);
        put(NOON.plusSeconds(60), 2);
        String token = cloudWatch.getMetricData(paged(60, "")).nextToken();
        assertThat(cloudWatch.getMetricData(paged(60, token)).nextToken()).isEmpty();
        refused("InvalidNextToken", "token", () -> cloudWatch.getMetricData(paged(120, token)));
        refused("InvalidNextToken", "token", () -> cloudWatch.getMetricData(paged(60, "no token at all")));
    }

    private static DataRequest paged(int period, String token) {
        return new DataRequest(List.of(query(period, "Sum")), NOON, NOON.plusSeconds(600), true, 1, token);
    }

    // API model, GetMetricDataInput$MetricDataQueries: "can include as many as 500".
    @Test
    void fiveHundredQueriesAreAnsweredAndNoMore() {
        put(NOON, 1);
        assertThat(read(NOON, NOON.plusSeconds(60), queries(500)))
                .hasSize(500)
                .allSatisfy(result -> assertThat(result.points()).hasSize(1));
        refused("ValidationError", "MetricDataQueries", () -> read(NOON, NOON.plusSeconds(60), queries(501)));
    }

    private static DataQuery[] queries(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new DataQuery("q" + i, new MetricStat(VERDICT, 60, "Sum")))
                .toArray(DataQuery[]::new);
    }

    // API model, MetricDataQuery$Id: unique, "the first character must be a lowercase letter".
    @Test
    void idsAreUniqueAndWellFormed() {
        refused(
                "ValidationError",
                "'q'",
                () -> read(NOON, NOON.plusSeconds(60), query(60, "Sum"), query(60, "Average")));
        DataQuery upper = new DataQuery("Q", new MetricStat(VERDICT, 60, "Sum"));
        refused("ValidationError", "'Q'", () -> read(NOON, NOON.plusSeconds(60), upper));
    }

    // API model, MetricDataQuery$ReturnData and $Label.
    @Test
    void onlyQueriesThatReturnDataAreAnsweredUnderTheirLabels() {
        put(NOON, 1);
        MetricStat stat = new MetricStat(VERDICT, 60, "Sum");
        List<DataPage.Result> results = read(
                NOON,
                NOON.plusSeconds(60),
                new DataQuery("a", stat, "", true),
                new DataQuery("b", stat, "mine", true),
                new DataQuery("c", stat, "", false));
        assertThat(results).extracting(DataPage.Result::id).containsExactly("a", "b");
        assertThat(results).extracting(DataPage.Result::label).containsExactly("Verdict", "mine");
    }

    // The twin's own limit.
    @Test
    void anExpressionIsRefusedByName() {
        DataQuery math = new DataQuery("e1", new DataQuery.Expression("SUM(METRICS())"), "", true);
        refused("ValidationError", "SUM(METRICS())", () -> read(NOON, NOON.plusSeconds(60), query(60, "Sum"), math));
    }

    // API model, MetricStat$Stat: any statistic or extended statistic; the twin has the five and percentiles.
    @ParameterizedTest
    @ValueSource(strings = {"tm90", "p101", "average", "Median"})
    void otherStatisticsAreRefusedByName(String stat) {
        refused("ValidationError", stat, () -> values(60, stat));
    }

    // API Reference, GetMetricData: StartTime before EndTime.
    @Test
    void aRangeWithoutLengthIsRefused() {
        Instant same = NOON;
        refused("ValidationError", "StartTime", () -> read(same, same, query(60, "Sum")));
    }
}
