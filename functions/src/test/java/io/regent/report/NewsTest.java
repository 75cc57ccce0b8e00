package io.regent.report;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.NAME;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.control.Opinion;
import io.regent.control.Run;
import io.regent.decision.Ruling;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Region;
import io.regent.fleet.ServiceExamples;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.ledger.Mark;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.PutOutcome;
import io.regent.probe.Layer;
import io.regent.probe.LayerTime;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void whatAVantageDoesNotHoldHealthyIsUnwellUnknownToo() {
        List<Verdict> held = List.of(
                Runs.verdict(MUMBAI, MUMBAI, Health.HEALTHY),
                Runs.verdict(MUMBAI, IRELAND, Health.UNHEALTHY),
                Runs.verdict(MUMBAI, OHIO, Health.UNKNOWN));

        assertThat(line(ProbeNews.unwell(NAME, held, Runs.NOW)))
                .isEqualTo("Unwell Service=registry.example.com 2.0 COUNT");
        assertThat(line(ProbeNews.unwell(NAME, held.subList(0, 1), Runs.NOW)))
                .as("said too, since silence is something else")
                .isEqualTo("Unwell Service=registry.example.com 0.0 COUNT");
    }

    @Test
    void theLatencyOfASessionIsTheAverageOfEachLayerThatAnswered() {
        Latency latency = Latency.unknown(IRELAND)
                .plus(List.of(took(Layer.TCP, 2_000_000), took(Layer.HTTP, 7_000_000)))
                .plus(List.of(took(Layer.TCP, 3_000_000), took(Layer.HTTP, 3_000_000)))
                .plus(List.of(took(Layer.HTTP, 20_500_000)))
                .plus(List.of());

        assertThat(Json.write(ProbeNews.latency(NAME, MUMBAI, 4, latency)))
                .isEqualTo("{\"service\":\"registry.example.com\",\"endpoint\":\"eu-west-1\","
                        + "\"vantage\":\"ap-south-1\",\"rounds\":4,\"TCP\":2.5,\"HTTP\":10.166}");
    }

    @Test
    void onlyVerdictsAreKeptByTheSecond() {
        assertThat(Metric.values()).filteredOn(Metric::highResolution).containsExactly(Metric.VERDICT);
    }

    @Test
    void aRunIsItsLeversHowManyEndpointsAreDownAndItsRule() throws Exception {
        assertThat(RunNews.metrics(new Runs(1).irelandIsDark().run()))
                .extracting(NewsTest::line)
                .containsExactly(
                        "LeverHealthy Service=registry.example.com Lever=weights 1.0 NONE",
                        "LeverHealthy Service=registry.example.com Lever=routing-control 1.0 NONE",
                        "Down Service=registry.example.com 1.0 COUNT",
                        "Decision Service=registry.example.com Rule=drain 1.0 COUNT");
    }

    @Test
    void aSteadyRunTellsRoutingControlAlongWithTheLevers() throws Exception {
        assertThat(RunNews.metrics(new Runs(1).decided()))
                .extracting(NewsTest::line)
                .containsExactly(
                        "RoutingControl Service=registry.example.com Endpoint=ap-south-1 1.0 NONE",
                        "RoutingControl Service=registry.example.com Endpoint=eu-west-1 1.0 NONE",
                        "LeverHealthy Service=registry.example.com Lever=weights 1.0 NONE",
                        "LeverHealthy Service=registry.example.com Lever=routing-control 1.0 NONE");
    }

    /** By every metric but those that tell of drills, all is as well as it really is. */
    @Test
    void anOutageDrillIsTakenForNoOutage() throws Exception {
        Run run = new Runs(1).people(outage(IRELAND, 60)).allIsWell().run();

        assertThat(RunNews.metrics(run))
                .extracting(NewsTest::line)
                .containsExactly(
                        "LeverHealthy Service=registry.example.com Lever=weights 1.0 NONE",
                        "LeverHealthy Service=registry.example.com Lever=routing-control 1.0 NONE",
                        "Drill Service=registry.example.com 1.0 COUNT",
                        "Decision Service=registry.example.com Rule=drain 1.0 COUNT");
        JsonPlace detail = JsonPlace.top(RunNews.event(run).orElseThrow().detail());
        assertThat(detail.field("drill").bool()).isTrue();
        JsonPlace ireland = detail.field("judgements").elements().get(1);
        assertThat(ireland.field("standing").text()).isEqualTo("DOWN");
        assertThat(ireland.field("votes").elements()).hasSize(2);
        for (JsonPlace vote : ireland.field("votes").elements()) {
            assertThat(vote.field("why").text())
                    .isEqualTo("drill: an outage until 2026-01-05T10:01:00Z, really HEALTHY");
        }
    }

    @Test
    void anOutageDrillOfAStandbyIsADrill() throws Exception {
        Run run = new Runs(ServiceExamples.service(ServiceExamples.policy(1), 50, 0))
                .people(outage(MUMBAI, 60))
                .allIsWell()
                .run();

        assertThat(run.decision().rulings()).containsExactly(new Ruling.PassOver(MUMBAI));
        assertThat(Json.write(RunNews.event(run).orElseThrow().detail())).contains("\"drill\":true,\"rule\"");
    }

    @Test
    void whatIsSetRightBesideADrillLeavesItOne() throws Exception {
        Run run = new Runs(ServiceExamples.service(ServiceExamples.policy(1), 50, 50, 50))
                .people(outage(MUMBAI, 60))
                .somebodySetsIreland(10)
                .allIsWell()
                .run();

        assertThat(run.decision().rulings()).containsExactly(new Ruling.Drain(MUMBAI), new Ruling.Restore(IRELAND));
        assertThat(Json.write(RunNews.event(run).orElseThrow().detail()))
                .contains(
                        "\"drill\":true,\"rule\"",
                        "{\"endpoint\":\"ap-south-1\",\"rule\":\"drain\",\"ruling\":\"drain\",\"drill\":true}",
                        "{\"endpoint\":\"eu-west-1\",\"rule\":\"drift\",\"ruling\":\"restore\"}");
    }

    @Test
    void anOutageInTheMiddleOfADrillIsOne() throws Exception {
        Run run = new Runs(1).people(outage(MUMBAI, 60)).irelandIsDark().run();

        assertThat(RunNews.metrics(run))
                .extracting(Datum::metric)
                .contains(Metric.DOWN)
                .doesNotContain(Metric.DRILL);
        assertThat(Json.write(RunNews.event(run).orElseThrow().detail()))
                .contains("\"drill\":false", "\"ended\":[\"outage\"]")
                .doesNotContain("drill: an outage");
    }

    @Test
    void theEndOfAnOutageDrillIsTheEndOfItsMetric() throws Exception {
        Run run = new Runs(1).people(outage(IRELAND, 0)).run();

        assertThat(RunNews.metrics(run))
                .extracting(NewsTest::line)
                .contains("Decision Service=registry.example.com Rule=evacuation 1.0 COUNT")
                .doesNotContain("Drill Service=registry.example.com 1.0 COUNT");
        assertThat(Json.write(RunNews.record(run))).contains("\"ended\":[\"outage\"]");
        assertThat(RunNews.headline(run)).isEqualTo("Ledger written");
    }

    @Test
    void whatAHoldWithheldAndThatItEndedIsInTheRecord() throws Exception {
        Run held = new Runs(1).people(hold(60)).irelandIsDark().run();
        Run ends = new Runs(1).people(hold(0)).irelandIsDark().run();

        assertThat(Json.write(RunNews.record(held)))
                .contains("{\"endpoint\":\"eu-west-1\",\"rule\":\"held\",\"ruling\":\"withhold: drain\"}")
                .contains("\"ended\":[]");
        assertThat(RunNews.worthRecording(held)).isTrue();
        assertThat(RunNews.event(held)).isEmpty();
        assertThat(RunNews.metrics(held)).extracting(Datum::metric).contains(Metric.DOWN);
        assertThat(Json.write(RunNews.record(ends))).contains("\"ended\":[\"hold\"]", "\"ruling\":\"drain\"");
    }

    @Test
    void recordsThatDifferWhileAHoldIsOnAreToldOfOnce() throws Exception {
        Runs runs = new Runs(1).people(hold(60)).somebodySetsIreland(7);

        assertThat(RunNews.event(runs.run()).orElseThrow().type()).isEqualTo("Records differ");
        assertThat(RunNews.event(runs.run())).isEmpty();
    }

    @Test
    void whoeverStartedARunIsToldWhichChangeToFollow() throws Exception {
        assertThat(Json.write(RunNews.summary(new Runs(1).irelandIsDark().run())))
                .contains("\"changeId\":\"/change/C1\"");
        assertThat(Json.write(RunNews.summary(new Runs(1).run()))).doesNotContain("changeId");
    }

    private static Orders outage(Region endpoint, long seconds) {
        Orders.Outage outage = new Orders.Outage(endpoint, Runs.NOW.minusSeconds(600), Runs.NOW.plusSeconds(seconds));
        return Orders.none().withOutage(Optional.of(outage));
    }

    private static Orders hold(long seconds) {
        Orders.Hold hold =
                new Orders.Hold(new Mark("0123abcd"), Runs.NOW.minusSeconds(600), Runs.NOW.plusSeconds(seconds));
        return Orders.none().withHold(Optional.of(hold));
    }

    @Test
    void anEndpointThatIsDisputedOrUnseenIsNotDown() throws Exception {
        Runs disputed = new Runs(1).irelandIsDark();
        disputed.opinions.set(1, new Opinion.Given(IRELAND, List.of(Runs.verdict(IRELAND, IRELAND, Health.HEALTHY))));
        Runs unseen = new Runs(1);
        unseen.published.clear();

        assertThat(RunNews.metrics(disputed.run())).extracting(Datum::metric).doesNotContain(Metric.DOWN);
        assertThat(RunNews.metrics(unseen.run())).extracting(Datum::metric).doesNotContain(Metric.DOWN);
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

        Event event = RunNews.event(run).orElseThrow();

        assertThat(event.type()).isEqualTo("Failover decided");
        assertThat(event.at()).isEqualTo(Runs.NOW);
        assertThat(event.detail()).isEqualTo(RunNews.record(run));
        assertThat(Json.write(event.detail())).contains("secondOpinions").contains(Runs.WHY);
    }

    @Test
    void recordsThatDifferAreAnEventWhenTheyAreFoundAndNotAfter() throws Exception {
        Runs runs = new Runs(ServiceExamples.service(ServiceExamples.policy(1, DriftPolicy.REPORT), 50, 50))
                .somebodySetsIreland(7);
        Run found = runs.run();
        Run later = runs.run();

        assertThat(RunNews.event(found)).hasValueSatisfying(event -> {
            assertThat(event.type()).isEqualTo("Records differ");
            assertThat(Json.write(event.detail()))
                    .contains("{\"endpoint\":\"eu-west-1\",\"type\":\"A\",\"weight\":7,\"expected\":50,"
                            + "\"since\":\"2026-01-05T10:00:00Z\"}");
        });
        assertThat(RunNews.headline(found)).isEqualTo("Records differ");
        assertThat(RunNews.event(later)).isEmpty();
        assertThat(RunNews.headline(later)).isEqualTo("Failover wanted attention");
        assertThat(RunNews.worthRecording(later)).isTrue();
        assertThat(RunNews.metrics(later))
                .extracting(NewsTest::line)
                .contains(
                        "LeverHealthy Service=registry.example.com Lever=weights 0.0 NONE",
                        "Decision Service=registry.example.com Rule=drift 1.0 COUNT");
        assertThat(RunNews.event(new Runs(1).somebodySetsIreland(7).run()))
                .hasValueSatisfying(event -> assertThat(event.type()).isEqualTo("Failover decided"));
    }

    @Test
    void aControllerThatKeepsAnEndpointOutByRoutingControlAloneSaysSo() throws Exception {
        Runs unreadable = new Runs(1).irelandIsDark();
        unreadable.zone.readable = false;
        Runs refused = new Runs(1).irelandIsDark();
        refused.zone.bends.add(outcome -> new ChangeOutcome.Failed("access denied"));

        assertThat(RunNews.metrics(unreadable.run()))
                .extracting(NewsTest::line)
                .contains("Unwell Service=registry.example.com 1.0 COUNT");
        assertThat(RunNews.metrics(refused.run()))
                .extracting(NewsTest::line)
                .contains("Unwell Service=registry.example.com 1.0 COUNT");
        assertThat(RunNews.metrics(new Runs(1).irelandIsDark().run()))
                .extracting(Datum::metric)
                .doesNotContain(Metric.UNWELL);
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
        Datum datum = new Datum(Metric.DECISION, dimensions, Runs.NOW, 1);

        dimensions.clear();

        assertThat(datum.dimensions()).containsExactly(Map.entry(Dimension.RULE, "drain"));
    }

    /** A datum on one line. */
    private static String line(Datum datum) {
        StringBuilder line = new StringBuilder(datum.metric().label());
        datum.dimensions()
                .forEach((dimension, value) ->
                        line.append(' ').append(dimension.label()).append('=').append(value));
        return line + " " + datum.value() + " " + datum.metric().unit();
    }

    private static LayerTime took(Layer layer, int nanos) {
        return new LayerTime(layer, Duration.ofNanos(nanos));
    }
}
