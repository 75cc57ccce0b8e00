package io.regent.control;

import static io.regent.control.TwoRegions.IRELAND;
import static io.regent.control.TwoRegions.MUMBAI;
import static io.regent.control.TwoRegions.SERVICE;
import static io.regent.control.TwoRegions.fill;
import static io.regent.control.TwoRegions.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.plan.RecordSet;
import io.regent.report.RehearsalNews;
import io.regent.report.VerdictJson;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a controller does when it tries its levers without changing anything that can be seen. */
class RehearsalTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Verdict HEALTHY = new Verdict(IRELAND, MUMBAI, Health.HEALTHY, NOW, "");
    private static final Verdict OF_ANOTHER = new Verdict(MUMBAI, MUMBAI, Health.UNHEALTHY, NOW, "not its own");

    private final FakeZone zone = new FakeZone();
    private final List<Integer> paused = new ArrayList<>();
    private Instant now = NOW;

    /** How far the clock goes on each time that somebody looks. */
    private Duration step = Duration.ZERO;

    @BeforeEach
    void bothServe() {
        fill(zone, NOW.minusSeconds(3600));
    }

    private Instant next() {
        Instant at = now;
        now = now.plus(step);
        return at;
    }

    private Rehearsal rehearse() throws InterruptedException {
        return new Controller(
                        IRELAND,
                        new FakeHistory(() -> NOW),
                        service -> List.of(
                                new Opinion.Given(IRELAND, List.of(HEALTHY, OF_ANOTHER)),
                                new Opinion.Abstained(MUMBAI, "no answer")),
                        zone,
                        new Untouched(),
                        this::next,
                        paused::add)
                .rehearse(SERVICE);
    }

    @Test
    void aBatchIsTakenAndNothingChanges() throws Exception {
        List<RecordSet> before = List.copyOf(zone.sets);

        Rehearsal rehearsal = rehearse();

        assertThat(zone.accepted).hasSize(1);
        assertThat(zone.sets).containsExactlyInAnyOrderElementsOf(before);
        assertThat(rehearsal.weights()).isEqualTo(new Attempt.Weights.Sent(new ChangeOutcome.Accepted("/change/C1")));
        assertThat(rehearsal.opinions()).hasSize(2);
    }

    @Test
    void whoActsInBetweenWinsAndItIsTriedOnceMore() throws Exception {
        zone.beforeApply.push(() -> {
            zone.sets.clear();
            fill(zone, NOW.minusSeconds(60));
            zone.sets.remove(weighted(IRELAND, 50));
            zone.sets.add(weighted(IRELAND, 7));
        });

        Rehearsal rehearsal = rehearse();

        assertThat(zone.sets).contains(weighted(IRELAND, 7)).doesNotContain(weighted(IRELAND, 50));
        assertThat(zone.reads).isEqualTo(2);
        assertThat(rehearsal.weights()).isInstanceOf(Attempt.Weights.Sent.class);
        assertThat(rehearsal.weights().lostRace()).isFalse();
    }

    /** Only the record differs then, and not the ledger. */
    @Test
    void whatAHandWritesInBetweenStands() throws Exception {
        zone.beforeApply.push(() -> {
            zone.sets.remove(weighted(IRELAND, 50));
            zone.sets.add(weighted(IRELAND, 7));
        });

        assertThat(rehearse().weights().lostRace()).isFalse();
        assertThat(zone.sets).contains(weighted(IRELAND, 7)).doesNotContain(weighted(IRELAND, 50));
    }

    /** The controllers of every region may be at it in the same second. */
    @Test
    void aZoneThatIsBusyForAWhileIsTriedUntilItIsNot() throws Exception {
        zone.throttled.addAll(Collections.nCopies(Controller.MOST_REHEARSALS - 1, "PriorRequestNotComplete"));

        assertThat(rehearse().weights()).isEqualTo(new Attempt.Weights.Sent(new ChangeOutcome.Accepted("/change/C1")));
        assertThat(paused).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aZoneThatStaysBusyIsGivenUpAndSaidToBeBusyNotBroken() throws Exception {
        zone.throttled.addAll(Collections.nCopies(100, "Throttling"));

        Rehearsal rehearsal = rehearse();

        assertThat(rehearsal.weights()).isEqualTo(new Attempt.Weights.Sent(new ChangeOutcome.Busy("Throttling")));
        assertThat(zone.reads).isEqualTo(Controller.MOST_REHEARSALS);
        assertThat(Json.write(answer(rehearsal, new PutOutcome.Put())
                        .field("steps")
                        .elements()
                        .get(1)
                        .value()))
                .isEqualTo("{\"step\":\"weights\",\"came\":\"busy\",\"what\":\"busy: Throttling\"}");
    }

    /** Who asks waits for half a minute. */
    @Test
    void aZoneThatTakesItsTimeIsGivenUpSooner() throws Exception {
        zone.throttled.addAll(Collections.nCopies(100, "Throttling"));
        step = Duration.ofSeconds(3);

        rehearse();

        assertThat(zone.reads).isBetween(2, 4);
    }

    @Test
    void aZoneThatCouldNotBeReadAtOnceIsReadAgain() throws Exception {
        zone.unreadable = 2;

        assertThat(rehearse().weights()).isEqualTo(new Attempt.Weights.Sent(new ChangeOutcome.Accepted("/change/C1")));
        assertThat(zone.reads).isEqualTo(3);
    }

    @Test
    void aRightThatIsMissingIsNotAskedForAgain() throws Exception {
        zone.refusals.add("AccessDenied (HTTP 403)");

        assertThat(rehearse().weights())
                .isEqualTo(new Attempt.Weights.Sent(new ChangeOutcome.Failed("AccessDenied (HTTP 403)")));
        assertThat(zone.reads).isEqualTo(1);
    }

    @Test
    void withoutALedgerNothingIsSent() throws Exception {
        zone.sets.removeIf(set -> set.type().equals("TXT"));

        assertThat(rehearse().weights()).isInstanceOf(Attempt.Weights.Withheld.class);
        assertThat(zone.accepted).isEmpty();
    }

    @Test
    void aZoneThatCannotBeReadIsSaid() throws Exception {
        zone.readable = false;

        JsonPlace answer = answer(rehearse(), new PutOutcome.Failed("CloudWatch is away"));

        assertThat(answer.field("ledger").text()).isEqualTo("unreadable");
        assertThat(Json.write(answer.field("steps").value()))
                .isEqualTo("[{\"step\":\"zone\",\"came\":\"broken\",\"what\":\"Route 53 is away\"},"
                        + "{\"step\":\"weights\",\"came\":\"broken\",\"what\":\"withheld: the zone cannot be read\"},"
                        + "{\"step\":\"routing-control\",\"came\":\"broken\",\"what\":\"CloudWatch is away\"}]");
    }

    @Test
    void theAnswerHasEveryStepTheLedgerAndTheVantagesOwnVerdicts() throws Exception {
        JsonPlace answer = answer(rehearse(), new PutOutcome.Put());

        assertThat(answer.field("region").text()).isEqualTo("eu-west-1");
        assertThat(answer.field("code").text()).isEqualTo("c0de");
        assertThat(answer.field("fleet").text()).isEqualTo("f1ee7");
        assertThat(answer.field("ledger").text()).startsWith("regent1 g=1 ");
        assertThat(Json.write(answer.field("steps").value()))
                .doesNotContain("broken", "busy")
                .contains("3 record sets read", "accepted: /change/C1", "metric put");
        assertThat(VerdictJson.read(answer)).containsExactly(HEALTHY);
        assertThat(Json.write(answer.field("opinions").value()))
                .contains("{\"vantage\":\"ap-south-1\",\"abstained\":\"no answer\"}");
    }

    /** Routing control is left alone: what it is to be may change in the meantime. */
    @Test
    void theMetricThatIsPutSaysOnlyThatTheLeverIsWell() throws Exception {
        assertThat(RehearsalNews.metrics(rehearse(), NOW)).singleElement().satisfies(datum -> {
            assertThat(datum.metric().label()).isEqualTo("LeverHealthy");
            assertThat(datum.dimensions().values()).containsExactly("registry.example.com", "routing-control");
            assertThat(datum.value()).isEqualTo(1);
        });
    }

    /** Fails whoever pulls it. */
    private static final class Untouched implements RoutingControl {
        @Override
        public PutOutcome put(Service service, Map<Region, Boolean> serve) {
            throw new AssertionError("routing control was told " + serve);
        }

        @Override
        public LateReading late(Service service, Duration back) {
            throw new AssertionError("routing control was read");
        }
    }

    private static JsonPlace answer(Rehearsal rehearsal, PutOutcome outcome) {
        return JsonPlace.top(RehearsalNews.answer(rehearsal, outcome, "c0de", "f1ee7"));
    }
}
