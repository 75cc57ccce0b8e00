package io.regent.session;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static io.regent.session.VirtualTime.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Address;
import io.regent.fleet.DnsName;
import io.regent.fleet.Fleet;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.json.Json;
import io.regent.report.Datum;
import io.regent.report.Dimension;
import io.regent.report.Event;
import io.regent.report.Latency;
import io.regent.report.Metric;
import io.regent.report.ProbeNews;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a session tells whom, and when. Ohio is a vantage that only watches. */
class TellingTest {
    private static final Duration USUAL = Duration.ofSeconds(50);
    private static final Service SERVICE =
            ServiceExamples.service(ServiceExamples.policy(1), Routing.WEIGHTED, Set.of(OHIO), 50, 50);
    private static final Fleet FLEET = new Fleet(List.of(SERVICE), List.of());

    private final VirtualTime time = new VirtualTime();
    private final ScriptedProber prober = new ScriptedProber(time);
    private final ToldRegions told = new ToldRegions();
    private final Vantage vantage = new Vantage(OHIO, prober, told, told, time, time);

    @Test
    void aChangedVerdictIsToldToEveryRegionBeforeTheSessionGoesOn() throws Exception {
        prober.script(IRELAND, "++---").hook(round -> {
            if (round == 6) {
                told.await(3, 3);
            }
        });

        vantage.session(FLEET, USUAL);

        assertThat(told.puts().subList(0, 3)).allSatisfy(put -> {
            assertThat(put.data())
                    .containsExactly(
                            new Datum(
                                    Metric.VERDICT,
                                    new TreeMap<>(Map.of(
                                            Dimension.SERVICE, "registry.example.com",
                                            Dimension.ENDPOINT, "eu-west-1",
                                            Dimension.VANTAGE, "us-east-2")),
                                    second(20),
                                    0),
                            unwell(second(20), 1));
        });
        assertThat(told.events()).extracting(ToldRegions.Sent::region).containsExactlyInAnyOrder(IRELAND, MUMBAI, OHIO);
        assertThat(told.events()).extracting(sent -> sent.event().type()).containsOnly(Event.VERDICT_CHANGED);
        assertThat(told.events()).extracting(sent -> sent.event().at()).containsOnly(second(20));
        assertThat(Json.write(told.events().getFirst().event().detail()))
                .as("all that the vantage holds, the unchanged too")
                .contains("\"endpoint\":\"ap-south-1\",\"health\":\"HEALTHY\"")
                .contains("\"endpoint\":\"eu-west-1\",\"health\":\"UNHEALTHY\"")
                .contains("failing since 2026-01-05T10:00:10Z: ORIGIN origin.eu-west-1");
    }

    @Test
    void anEndpointThatIsBackIsNewsAgain() throws Exception {
        prober.script(IRELAND, "---++");

        vantage.session(FLEET, USUAL);

        assertThat(told.events().stream().map(ToldRegions.Sent::event).map(Event::at))
                .containsExactlyInAnyOrder(second(10), second(10), second(10), second(20), second(20), second(20));
    }

    @Test
    void thatAllIsWellIsNoNews() throws Exception {
        vantage.session(FLEET, USUAL);

        assertThat(told.events()).isEmpty();
        assertThat(told.puts()).hasSize(3);
    }

    @Test
    void atTheEndEveryRegionIsToldEverythingInOnePut() throws Exception {
        prober.script("eu-west-1.", "+-");

        vantage.session(FLEET, Duration.ofSeconds(12));

        assertThat(told.puts().subList(told.puts().size() - 3, told.puts().size()))
                .extracting(ToldRegions.Put::region)
                .containsExactlyInAnyOrder(IRELAND, MUMBAI, OHIO);
        ToldRegions.Put last = told.puts().getLast();
        assertThat(last.count(Metric.VERDICT)).isEqualTo(2);
        assertThat(last.data()).hasSize(3).contains(unwell(second(15), 1));
    }

    @Test
    void theLatencyOfASessionIsThatOfTheFirstTargets() throws Exception {
        prober.script("eu-west-1.", "+-");

        SessionReport report = vantage.session(FLEET, Duration.ofSeconds(12)).getFirst();

        assertThat(report.latencies())
                .as("in 2, 3, 4 and 5 ms, though the load balancer answered once")
                .extracting(latency -> Json.write(ProbeNews.latency(SERVICE.name(), OHIO, report.rounds(), latency)))
                .containsExactly(
                        "{\"service\":\"registry.example.com\",\"endpoint\":\"ap-south-1\","
                                + "\"vantage\":\"us-east-2\",\"rounds\":4,\"TCP\":3.5}",
                        "{\"service\":\"registry.example.com\",\"endpoint\":\"eu-west-1\","
                                + "\"vantage\":\"us-east-2\",\"rounds\":4,\"TCP\":3.5}");
    }

    @Test
    void anEndpointThatNeverAnsweredHasALatencyOfNoLayer() throws Exception {
        prober.script(IRELAND, "-");

        SessionReport report = vantage.session(FLEET, Duration.ofSeconds(12)).getFirst();

        assertThat(report.latencies().getLast()).isEqualTo(Latency.unknown(IRELAND));
    }

    @Test
    void aRegionThatIsDarkMissesItAndDelaysNothing() throws Exception {
        CountDownLatch light = told.darken(IRELAND);
        prober.script(IRELAND, "++---").hook(round -> {
            if (round == 10) {
                // Three rounds after the others were told, with Ireland still hanging.
                told.await(2, 2);
                light.countDown();
            }
        });

        SessionReport report = vantage.session(FLEET, USUAL).getFirst();

        assertThat(report.rounds()).isEqualTo(10);
        assertThat(prober.starts().getLast()).isEqualTo(second(45));
        assertThat(report.missed()).isEqualTo(Map.of(IRELAND, "no answer"));
        assertThat(told.puts()).extracting(ToldRegions.Put::region).containsOnly(MUMBAI, OHIO);
    }

    @Test
    void aVantageThatReachesNoControlTargetHoldsItsTongue() throws Exception {
        prober.script(IRELAND, "-").script("control", "-");
        Fleet fleet = new Fleet(FLEET.services(), List.of(new Address("control.example.net", 443)));

        SessionReport report = vantage.session(fleet, USUAL).getFirst();

        assertThat(report.verdicts()).extracting(Verdict::health).containsOnly(Health.UNKNOWN);
        assertThat(told.events()).isEmpty();
        assertThat(told.puts())
                .hasSize(3)
                .allSatisfy(put ->
                        assertThat(put.data()).as("but that all is not well").containsExactly(unwell(second(45), 2)));
    }

    @Test
    void controlTargetsAreAskedForAConnectionAlone() throws Exception {
        Fleet fleet = new Fleet(FLEET.services(), List.of(new Address("control.example.net", 443)));

        vantage.session(fleet, Duration.ZERO);

        assertThat(prober.asked())
                .filteredOn(question -> question.target().address().host().startsWith("control"))
                .hasSize(3)
                .allSatisfy(question -> {
                    assertThat(question.settings().kind()).isEqualTo(ProbeKind.TCP);
                    assertThat(question.target().tls()).isFalse();
                });
    }

    @Test
    void everyServiceThatTheRegionIsAVantageOfHasItsSessionAtTheSameTime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        prober.hook(round -> {
            both.countDown();
            assertThat(both.await(ToldRegions.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("rounds of both services at once")
                    .isTrue();
        });
        Fleet fleet = new Fleet(
                List.of(
                        SERVICE,
                        named("git.example.com", Set.of(IRELAND, MUMBAI, OHIO)),
                        named("mail.example.com", Set.of(IRELAND, MUMBAI))),
                List.of());

        List<SessionReport> reports = vantage.session(fleet, Duration.ZERO);

        assertThat(reports)
                .extracting(report -> report.service().name().value())
                .containsExactly("registry.example.com", "git.example.com");
    }

    @Test
    void aRegionThatIsNoVantageHasNothingToDo() throws Exception {
        Fleet fleet = new Fleet(List.of(named("mail.example.com", Set.of(IRELAND, MUMBAI))), List.of());

        assertThat(vantage.session(fleet, USUAL)).isEmpty();
        assertThat(prober.asked()).isEmpty();
    }

    private static Datum unwell(Instant at, int endpoints) {
        return new Datum(
                Metric.UNWELL, new TreeMap<>(Map.of(Dimension.SERVICE, "registry.example.com")), at, endpoints);
    }

    private static Service named(String name, Set<Region> vantages) {
        return new Service(
                new DnsName(name),
                SERVICE.zone(),
                SERVICE.recordTypes(),
                SERVICE.routing(),
                SERVICE.endpoints(),
                vantages,
                SERVICE.probe(),
                SERVICE.policy());
    }
}
