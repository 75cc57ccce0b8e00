package io.regent.report;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.control.Opinion;
import io.regent.control.Run;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.PutOutcome;
import io.regent.probe.Layer;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Metrics and events, made from what the steps returned. */
class NewsTest {
    @Test
    void aVerdictIsOneOrZeroAndUnknownIsSilence() {
        List<Verdict> verdicts = List.of(
                Runs.verdict(MUMBAI, MUMBAI, Health.HEALTHY),
                Runs.verdict(MUMBAI, IRELAND, Health.UNHEALTHY),
                Runs.verdict(IRELAND, IRELAND, Health.UNKNOWN));

        assertThat(ProbeNews.verdicts(NAME, verdicts))
                .extracting(NewsTest::line)
                .containsExactly(
                        "Verdict Service=registry.example.com Endpoint=ap-south-1 Vantage=ap-south-1 1.0 NONE",
                        "Verdict Service=registry.example.com Endpoint=eu-west-1 Vantage=ap-south-1 0.0 NONE");
        assertThat(ProbeNews.verdicts(NAME, verdicts))
                .extracting(Datum::at)
                .containsOnly(verdicts.getFirst().at());
    }

    @Test
    void aSessionIsItsRoundsAndTheStatisticsOfItsLatencies() {
        Latency latency = Latency.of(IRELAND, Layer.HTTP, Duration.ofMillis(7))
                .plus(Latency.of(IRELAND, Layer.HTTP, Duration.ofMillis(3)))
                .plus(Latency.of(IRELAND, Layer.HTTP, Duration.ofNanos(20_500_000)));

        assertThat(ProbeNews.session(NAME, MUMBAI, 10, List.of(latency), Runs.NOW))
                .extracting(NewsTest::line)
                .containsExactly(
                        "Rounds Service=registry.example.com Vantage=ap-south-1 10.0 COUNT",
                        "Latency Service=registry.example.com Endpoint=eu-west-1 Vantage=ap-south-1 Layer=HTTP"
                                + " 3.0 to 20.5, sum 30.5 of 3.0 MILLISECONDS");
    }

    @Test
    void onlyVerdictsAreKeptByTheSecond() {
        assertThat(Metric.values()).filteredOn(Metric::highResolution).containsExactly(Metric.VERDICT);
    }

    @Test
    void aRunIsItsLeversItsRuleAndHowEachEndpointIsJudged() throws Exception {
        assertThat(RunNews.metrics(new Runs(1).irelandIsDark().run()))
                .extracting(NewsTest::line)
                .containsExactly(
                        "LeverHealthy Service=registry.example.com Lever=weights 1.0 NONE",
                        "LeverHealthy Service=registry.example.com Lever=routing-control 1.0 NONE",
                        "Decision Service=registry.example.com Rule=drain 1.0 COUNT",
                        "Judgement Service=registry.example.com Endpoint=ap-south-1 1.0 NONE",
                        "Judgement Service=registry.example.com Endpoint=eu-west-1 0.0 NONE");
    }

    @Test
    void anEndpointThatIsDisputedOrUnseenHasNoJudgementToMeasure() throws Exception {
        Runs disputed = new Runs(1).irelandIsDark();
        disputed.opinions.set(1, new Opinion.Given(IRELAND, List.of(Runs.verdict(IRELAND, IRELAND, Health.HEALTHY))));
        Runs unseen = new Runs(1);
        unseen.published.clear();

        assertThat(RunNews.metrics(disputed.run()))
                .filteredOn(datum -> datum.metric() == Metric.JUDGEMENT)
                .extracting(datum -> datum.dimensions().get(Dimension.ENDPOINT))
                .containsExactly("ap-south-1");
        assertThat(RunNews.metrics(unseen.run())).extracting(Datum::metric).doesNotContain(Metric.JUDGEMENT);
    }

    @Test
    void aLeverThatIsNotWellIsZero() throws Exception {
        Runs runs = new Runs(1).irelandIsDark();
        runs.put = new PutOutcome.Failed("throttled");
        runs.zone.bends.add(outcome -> new ChangeOutcome.Failed("access denied"));

        assertThat(RunNews.metrics(runs.run()).subList(0, 2))
                .extracting(NewsTest::line)
                .containsExactly(
                        "LeverHealthy Service=registry.example.com Lever=weights 0.0 NONE",
                        "LeverHealthy Service=registry.example.com Lever=routing-control 0.0 NONE");
    }

    @Test
    void routingControlIsOneForWhatIsToServe() {
        assertThat(RunNews.routingControl(new Runs(1).service, Map.of(IRELAND, false, MUMBAI, true), Runs.NOW))
                .extracting(NewsTest::line)
                .containsExactly(
                        "RoutingControl Service=registry.example.com Endpoint=ap-south-1 1.0 NONE",
                        "RoutingControl Service=registry.example.com Endpoint=eu-west-1 0.0 NONE");
    }

    @Test
    void theEventOfADecisionCarriesItsEvidence() throws Exception {
        Run run = new Runs(1).irelandIsDark().run();

        Event event = RunNews.decided(run);

        assertThat(event.type()).isEqualTo("Failover decided");
        assertThat(event.at()).isEqualTo(Runs.NOW);
        assertThat(event.detail()).isEqualTo(RunNews.record(run));
        assertThat(Json.write(event.detail())).contains("secondOpinions").contains(Runs.WHY);
    }

    @Test
    void onlyARunThatSaysSomethingIsWorthARecord() throws Exception {
        Runs withheld = new Runs(1).irelandIsDark();
        withheld.zone.readable = false;
        Runs leverless = new Runs(1);
        leverless.put = new PutOutcome.Failed("throttled");
        Runs recordless = new Runs(1).irelandIsDark();
        recordless.zone.sets.removeIf(set -> set.type().equals("AAAA"));

        assertThat(RunNews.worthRecording(new Runs(1).run())).as("all is well").isFalse();
        assertThat(RunNews.worthRecording(new Runs(1).irelandIsDark().run()))
                .as("drained")
                .isTrue();
        assertThat(RunNews.worthRecording(new Runs(2).irelandIsDark().run()))
                .as("refused")
                .isTrue();
        assertThat(RunNews.worthRecording(withheld.run())).as("unreadable").isTrue();
        assertThat(RunNews.worthRecording(leverless.run()))
                .as("routing control")
                .isTrue();
        assertThat(RunNews.worthRecording(recordless.run()))
                .as("no such record")
                .isTrue();
    }

    @Test
    void verdictsAreReadAsTheyWereWritten() throws Exception {
        List<Verdict> verdicts = Arrays.stream(Health.values())
                .map(health -> Runs.verdict(MUMBAI, IRELAND, health))
                .toList();

        assertThat(VerdictJson.read(JsonPlace.top(VerdictJson.write(NAME, verdicts))))
                .isEqualTo(verdicts);
    }

    @Test
    void aDatumIsCopied() {
        TreeMap<Dimension, String> dimensions = new TreeMap<>(Map.of(Dimension.RULE, "drain"));
        Datum datum = new Datum(Metric.DECISION, dimensions, Runs.NOW, new Datum.Value.Single(1));

        dimensions.clear();

        assertThat(datum.dimensions()).containsExactly(Map.entry(Dimension.RULE, "drain"));
    }

    /** A datum on one line. */
    private static String line(Datum datum) {
        StringBuilder line = new StringBuilder(datum.metric().label());
        datum.dimensions()
                .forEach((dimension, value) ->
                        line.append(' ').append(dimension.label()).append('=').append(value));
        String value =
                switch (datum.value()) {
                    case Datum.Value.Single single -> String.valueOf(single.value());
                    case Datum.Value.Statistics many ->
                        many.minimum() + " to " + many.maximum() + ", sum " + many.sum() + " of " + many.count();
                };
        return line + " " + value + " " + datum.metric().unit();
    }
}
