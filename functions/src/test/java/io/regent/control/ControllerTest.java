package io.regent.control;

import static io.regent.control.TwoRegions.IRELAND;
import static io.regent.control.TwoRegions.MUMBAI;
import static io.regent.control.TwoRegions.SERVICE;
import static io.regent.control.TwoRegions.fill;
import static io.regent.control.TwoRegions.service;
import static io.regent.control.TwoRegions.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.decision.Decision;
import io.regent.decision.Found;
import io.regent.decision.Policy;
import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.judgement.Standing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.Records;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControllerTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private final FakeZone zone = new FakeZone();
    private final FakeRoutingControl routingControl = new FakeRoutingControl();
    private final FakeHistory history = new FakeHistory(() -> NOW);
    private final List<Verdict> published = history.published;
    private final List<Opinion> opinions = new ArrayList<>();
    private int asked;

    @BeforeEach
    void bothServe() {
        fill(zone, NOW.minusSeconds(3600));
        allAreHealthy();
    }

    private void allAreHealthy() {
        for (Region vantage : List.of(IRELAND, MUMBAI)) {
            for (Region endpoint : List.of(IRELAND, MUMBAI)) {
                published.add(verdict(vantage, endpoint, Health.HEALTHY, NOW.minusSeconds(30)));
            }
        }
    }

    @Test
    void nothingIsWrittenToTheZoneAndNobodyIsAskedWhenAllIsWell() throws Exception {
        Run run = run();
        assertThat(zone.accepted).isEmpty();
        assertThat(zone.reads).isEqualTo(1);
        assertThat(asked).isZero();
        assertThat(run.decision().rule()).isEqualTo(Rule.STEADY);
        assertThat(run.changedSomething()).isFalse();
        assertThat(run.serve()).isEqualTo(Map.of(IRELAND, true, MUMBAI, true));
        assertThat(run.routingControl()).isEqualTo(new Pull.Due());
        assertThat(routingControl.told).as("it goes with the run's metrics").isEmpty();
    }

    @Test
    void aGlanceIsEnoughWhenAllIsWellAndServes() throws Exception {
        Run run = run();
        assertThat(history.glances).isEqualTo(1);
        assertThat(history.reads).isZero();
        assertThat(run.published()).isEqualTo(new Published.AllWell());
        assertThat(run.judgements().values()).allSatisfy(judgement -> {
            assertThat(judgement.standing()).as("no longer than is known").isEqualTo(new Standing.Up(NOW));
            assertThat(judgement.votes()).as("nobody read them").isEmpty();
        });
    }

    @Test
    void theVerdictsAreReadWhereAnEndpointDoesNotServe() throws Exception {
        irelandIsDown();
        run();
        published.clear();
        allAreHealthy();
        history.reads = 0;
        Run run = run();
        assertThat(history.reads).isEqualTo(1);
        assertThat(run.published()).isInstanceOf(Published.Closely.class);
        assertThat(run.judgements().values())
                .allSatisfy(judgement -> assertThat(judgement.votes()).hasSize(2));
    }

    @Test
    void theVerdictsAreReadWhereAVantageHoldsAnEndpointUnwell() throws Exception {
        published.set(0, verdict(IRELAND, IRELAND, Health.UNHEALTHY, NOW.minusSeconds(150)));
        run();
        assertThat(history.reads).isEqualTo(1);
    }

    @Test
    void theVerdictsAreReadWhereAVantageDoubtsItself() throws Exception {
        published.removeIf(verdict -> verdict.vantage().equals(MUMBAI));
        published.add(verdict(MUMBAI, IRELAND, Health.UNKNOWN, NOW.minusSeconds(30)));
        Run run = run();
        assertThat(history.reads).isEqualTo(1);
        assertThat(asked).as("Ireland's votes are enough").isZero();
        assertThat(run.published()).isInstanceOf(Published.Closely.class);
    }

    @Test
    void theVerdictsAreReadWithoutAGlanceWhereSomeWereReported() throws Exception {
        run(List.of(verdict(MUMBAI, IRELAND, Health.HEALTHY, NOW)));
        assertThat(history.glances).isZero();
        assertThat(history.reads).isEqualTo(1);
    }

    @Test
    void whereNobodyHasSaidAnythingOfLateTheVantagesAreAsked() throws Exception {
        published.replaceAll(v -> verdict(v.vantage(), v.endpoint(), v.health(), NOW.minusSeconds(181)));
        run();
        assertThat(history.reads).isEqualTo(1);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aCloudWatchThatIsAwayIsWaitedForOnce() throws Exception {
        history.readable = false;
        Run run = run();
        assertThat(history.glances).isEqualTo(1);
        assertThat(history.reads).isZero();
        assertThat(asked).isEqualTo(1);
        assertThat(run.published())
                .isEqualTo(new Published.Closely(new VerdictHistory.Reading.Unreadable("CloudWatch is away")));
    }

    @Test
    void routingControlIsToldBeforeRoute53IsWaitedFor() throws Exception {
        irelandIsDown();
        List<Map<Region, Boolean>> toldBefore = new ArrayList<>();
        zone.beforeApply.add(() -> {
            routingControl.await();
            toldBefore.addAll(routingControl.told);
        });
        Run run = run();
        assertThat(toldBefore).containsExactly(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(run.routingControl()).isEqualTo(new Pull.Made(new PutOutcome.Put()));
    }

    @Test
    void anEndpointThatSecondOpinionsCallDownIsDrainedByBothLevers() throws Exception {
        suspectIreland();
        given(IRELAND, Health.UNHEALTHY, Health.HEALTHY);
        given(MUMBAI, Health.UNHEALTHY, Health.HEALTHY);
        Run run = run();
        assertThat(run.decision().rulings()).containsExactly(new Ruling.Drain(IRELAND));
        assertThat(run.changedSomething()).isTrue();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        assertThat(ledger().generation()).isEqualTo(2);
        assertThat(routingControl.told).containsExactly(Map.of(IRELAND, false, MUMBAI, true));
    }

    @Test
    void aSuspicionThatSecondOpinionsDoNotBearOutMovesNothing() throws Exception {
        suspectIreland();
        given(IRELAND, Health.HEALTHY, Health.HEALTHY);
        given(MUMBAI, Health.HEALTHY, Health.HEALTHY);
        assertThat(run().decision().rule()).isEqualTo(Rule.STEADY);
        assertThat(zone.accepted).isEmpty();
    }

    @Test
    void aReportOfOneVantageIsReasonEnoughToAsk() throws Exception {
        given(IRELAND, Health.UNHEALTHY, Health.HEALTHY);
        given(MUMBAI, Health.UNHEALTHY, Health.HEALTHY);
        run(List.of(verdict(MUMBAI, IRELAND, Health.UNHEALTHY, NOW)));
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void aReportFromAClockAMinuteAheadCountsAndOneFromFurtherDoesNot() throws Exception {
        run(List.of(verdict(MUMBAI, IRELAND, Health.UNHEALTHY, NOW.plusSeconds(61))));
        assertThat(asked).isZero();
        run(List.of(verdict(MUMBAI, IRELAND, Health.UNHEALTHY, NOW.plusSeconds(60))));
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aDarkRegionIsOutOfTheVoteAtOnce() throws Exception {
        suspectIreland();
        opinions.add(new Opinion.Abstained(IRELAND, "no answer"));
        given(MUMBAI, Health.UNHEALTHY, Health.HEALTHY);
        run();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void vantagesThatDisagreeMoveNothing() throws Exception {
        suspectIreland();
        given(IRELAND, Health.HEALTHY, Health.HEALTHY);
        given(MUMBAI, Health.UNHEALTHY, Health.HEALTHY);
        run();
        assertThat(zone.accepted).isEmpty();
    }

    @Test
    void aVantageSpeaksForNobodyElse() throws Exception {
        suspectIreland();
        opinions.add(new Opinion.Given(
                IRELAND,
                List.of(
                        verdict(IRELAND, IRELAND, Health.UNHEALTHY, NOW),
                        verdict(MUMBAI, IRELAND, Health.UNHEALTHY, NOW),
                        verdict(IRELAND, MUMBAI, Health.HEALTHY, NOW))));
        opinions.add(new Opinion.Abstained(MUMBAI, "no answer"));
        run();
        assertThat(zone.accepted).as("an inside voice alone").isEmpty();
    }

    @Test
    void whereThePublishedVerdictsCannotBeReadTheVantagesAreAsked() throws Exception {
        history.readable = false;
        given(IRELAND, Health.UNHEALTHY, Health.HEALTHY);
        given(MUMBAI, Health.UNHEALTHY, Health.HEALTHY);
        run();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void theLoserOfARaceReadsAgainAndFindsNothingToDo() throws Exception {
        irelandIsDown();
        zone.beforeApply.add(() -> {
            Records records = new Records(zone.sets);
            LedgerReading.Present present = (LedgerReading.Present) records.ledger(SERVICE);
            Map<Region, EndpointState> states = new TreeMap<>(present.ledger().states());
            Decision winner = Policy.decide(
                    SERVICE,
                    states,
                    Orders.none(),
                    Found.nothing(),
                    Evidence.judge(SERVICE, opinions, Map.of(), NOW),
                    NOW);
            zone.apply(SERVICE, Planner.plan(SERVICE, records, winner));
        });
        Run run = run();
        assertThat(run.attempts()).hasSize(2);
        assertThat(run.changedSomething()).isFalse();
        assertThat(run.weightsHealthy()).isTrue();
        assertThat(zone.accepted).hasSize(1);
        assertThat(asked).as("a lost race is decided anew on the same answers").isEqualTo(1);
    }

    @Test
    void aBusyZoneIsTriedAFewTimesAndTheOtherLeverIsPulledAllTheSame() throws Exception {
        irelandIsDown();
        Run run = controller(new RefusingZone(zone, new ChangeOutcome.Busy("PriorRequestNotComplete")))
                .run(SERVICE, List.of());
        assertThat(run.attempts()).hasSize(OneRun.MAX_ATTEMPTS);
        assertThat(run.weightsHealthy()).isFalse();
        assertThat(run.changedSomething()).isFalse();
        assertThat(routingControl.told).containsExactly(Map.of(IRELAND, false, MUMBAI, true));
    }

    @Test
    void aRefusalThatReadingAgainDoesNotMendEndsTheRun() throws Exception {
        irelandIsDown();
        Run run = controller(new RefusingZone(zone, new ChangeOutcome.Failed("AccessDenied")))
                .run(SERVICE, List.of());
        assertThat(run.attempts()).hasSize(1);
        assertThat(run.weightsHealthy()).isFalse();
        assertThat(run.routingControlHealthy()).isTrue();
    }

    @Test
    void aBatchThatWasNeverAnsweredAndStandsIsReportedAsDone() throws Exception {
        irelandIsDown();
        zone.bends.add(outcome -> new ChangeOutcome.Unanswered("no answer"));
        Run run = run();
        assertThat(zone.accepted).hasSize(1);
        assertThat(run.changedSomething()).isTrue();
        assertThat(run.decision().rule()).isEqualTo(Rule.DRAIN);
    }

    @Test
    void aLeverThatFailsDoesNotStopTheOther() throws Exception {
        irelandIsDown();
        routingControl.outcome = new PutOutcome.Failed("CloudWatch is away");
        Run run = run();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        assertThat(run.routingControlHealthy()).isFalse();
        assertThat(run.weightsHealthy()).isTrue();
    }

    @Test
    void withoutTheLedgerADownEndpointIsStillTakenOutOfRoutingControl() throws Exception {
        irelandIsDown();
        zone.readable = false;
        routingControl.late = Told.all(NOW.minusSeconds(60), Map.of(IRELAND, true, MUMBAI, true));
        Run run = run();
        assertThat(routingControl.told).containsExactly(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(run.weightsHealthy()).isFalse();
        assertThat(run.changedSomething()).isTrue();
    }

    @Test
    void withoutTheLedgerWhatWasLowOfLateStaysLow() throws Exception {
        zone.readable = false;
        routingControl.late = Told.all(NOW.minusSeconds(60), Map.of(IRELAND, false, MUMBAI, true));
        Run run = run();
        assertThat(run.serve()).isEqualTo(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(run.routingControl()).isEqualTo(new Pull.Due());
        assertThat(history.reads).as("the ledger cannot tell whether all serve").isEqualTo(1);
    }

    @Test
    void withoutTheLedgerTheLastEndpointThatIsOnStaysOn() throws Exception {
        zone.readable = false;
        routingControl.late = Told.all(NOW.minusSeconds(60), Map.of(IRELAND, false, MUMBAI, true));
        published.replaceAll(
                v -> v.endpoint().equals(MUMBAI) ? verdict(v.vantage(), MUMBAI, Health.UNHEALTHY, v.at()) : v);
        given(IRELAND, Health.HEALTHY, Health.UNHEALTHY);
        given(MUMBAI, Health.HEALTHY, Health.UNHEALTHY);
        Run run = run();
        assertThat(run.serve()).isEqualTo(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(run.decision().rule()).isEqualTo(Rule.NOTHING_BETTER);
    }

    @Test
    void aWordThatWouldLeaveNobodyServingIsNotRepeatedWithoutTheLedger() throws Exception {
        zone.readable = false;
        routingControl.late = Told.all(NOW.minusSeconds(60), Map.of(IRELAND, false, MUMBAI, false));
        Run run = run();
        assertThat(run.serve()).isEmpty();
        assertThat(run.routingControl()).isInstanceOf(Pull.Unknown.class);
    }

    @Test
    void aWeightThatSomebodyElseChangedIsRestored() throws Exception {
        zone.sets.replaceAll(set -> set.equals(weighted(MUMBAI, 50)) ? weighted(MUMBAI, 10) : set);
        Run run = run();
        assertThat(run.decision().rulings()).containsExactly(new Ruling.Restore(MUMBAI));
        assertThat(run.weightsHealthy()).isTrue();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
        assertThat(asked).as("nobody has to be asked for that").isZero();
    }

    @Test
    void withoutTheLedgerAndWithoutAPastNothingIsSaidOfEndpointsThatMayServe() throws Exception {
        zone.readable = false;
        Run run = run();
        assertThat(run.serve()).isEmpty();
        assertThat(run.routingControlHealthy()).isFalse();
    }

    @Test
    void aMissingLedgerIsWrittenFromTheRecordsAndNothingMovesInThatRun() throws Exception {
        zone.sets.removeIf(set -> set.type().equals("TXT"));
        irelandIsDown();
        Run run = run();
        assertThat(run.decision().rulings())
                .containsExactly(new Ruling.Adopt(IRELAND, Rule.STEADY), new Ruling.Adopt(MUMBAI, Rule.STEADY));
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
        assertThat(ledger().generation()).isEqualTo(1);
        run();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void aPlanThatWouldLeaveNoWeightIsNotSent() throws Exception {
        zone.sets.removeIf(set -> set.equals(weighted(MUMBAI, 50)));
        irelandIsDown();
        Run run = run();
        assertThat(run.last().weights()).isInstanceOf(Attempt.Weights.Withheld.class);
        assertThat(zone.accepted).isEmpty();
    }

    @Test
    void withFailoverRoutingOnlyTheLedgerIsWritten() throws Exception {
        irelandIsDown();
        controller(zone).run(service(Routing.FAILOVER), List.of());
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
        assertThat(zone.accepted.getLast().changes())
                .allMatch(change -> change.set().type().equals("TXT"));
        assertThat(ledger().states().get(IRELAND)).isInstanceOf(EndpointState.Drained.class);
        assertThat(routingControl.told).containsExactly(Map.of(IRELAND, false, MUMBAI, true));
    }

    private Run run() throws InterruptedException {
        return run(List.of());
    }

    private Run run(List<Verdict> reported) throws InterruptedException {
        return controller(zone).run(SERVICE, reported);
    }

    private Controller controller(Zone zone) {
        SecondOpinions secondOpinions = service -> {
            asked++;
            return List.copyOf(opinions);
        };
        return new Controller(IRELAND, history, secondOpinions, zone, routingControl, () -> NOW, attempt -> {});
    }

    private void suspectIreland() {
        published.replaceAll(
                v -> v.endpoint().equals(IRELAND) ? verdict(v.vantage(), IRELAND, Health.UNHEALTHY, v.at()) : v);
    }

    private void irelandIsDown() {
        suspectIreland();
        given(IRELAND, Health.UNHEALTHY, Health.HEALTHY);
        given(MUMBAI, Health.UNHEALTHY, Health.HEALTHY);
    }

    private void given(Region vantage, Health ofIreland, Health ofMumbai) {
        opinions.add(new Opinion.Given(
                vantage, List.of(verdict(vantage, IRELAND, ofIreland, NOW), verdict(vantage, MUMBAI, ofMumbai, NOW))));
    }

    private static Verdict verdict(Region vantage, Region endpoint, Health health, Instant at) {
        return new Verdict(vantage, endpoint, health, at, "");
    }

    private Ledger ledger() {
        return ((LedgerReading.Present) new Records(zone.sets).ledger(SERVICE)).ledger();
    }

    private SortedMap<Region, Integer> weights() {
        return new Records(zone.sets).weights(SERVICE);
    }

    /** Reads the real thing and answers every batch alike. */
    private record RefusingZone(FakeZone zone, ChangeOutcome outcome) implements Zone {
        @Override
        public ZoneReading read(Service service) {
            return zone.read(service);
        }

        @Override
        public ChangeOutcome apply(Service service, Plan plan) {
            return outcome;
        }
    }

    private static final class FakeRoutingControl implements RoutingControl {
        private final List<Map<Region, Boolean>> told = new CopyOnWriteArrayList<>();
        private final CountDownLatch was = new CountDownLatch(1);
        private PutOutcome outcome = new PutOutcome.Put();
        private LateReading late = Told.nothing();

        @Override
        public PutOutcome put(Service service, Map<Region, Boolean> serve) {
            told.add(Map.copyOf(serve));
            was.countDown();
            return outcome;
        }

        void await() {
            try {
                assertThat(was.await(30, TimeUnit.SECONDS))
                        .as("told within a while")
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public LateReading late(Service service, Duration back) {
            return late;
        }
    }
}
