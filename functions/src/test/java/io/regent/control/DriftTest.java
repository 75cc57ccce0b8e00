package io.regent.control;

import static io.regent.control.TwoRegions.IRELAND;
import static io.regent.control.TwoRegions.MUMBAI;
import static io.regent.control.TwoRegions.SERVICE;
import static io.regent.control.TwoRegions.fill;
import static io.regent.control.TwoRegions.service;
import static io.regent.control.TwoRegions.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.Records;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else writes to the service's records. */
class DriftTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private final FakeZone zone = new FakeZone();
    private Instant now = START;
    private final FakeHistory history = new FakeHistory(() -> now);
    private DriftPolicy drift = DriftPolicy.RESTORE;
    private int asked;

    @BeforeEach
    void bothServe() {
        fill(zone, START.minusSeconds(3_600));
        allIsWell();
    }

    @Test
    void ofTwoControllersThatSeeItAtOnceOneRestoresIt() throws Exception {
        set(IRELAND, 10);
        ZoneReading before = zone.read(SERVICE);
        Run winner = run(MUMBAI);

        Run loser = run(IRELAND, new Late(zone, new ArrayDeque<>(List.of(before))));

        assertThat(winner.changedSomething()).isTrue();
        assertThat(zone.accepted).hasSize(1);
        assertThat(loser.attempts()).hasSize(2);
        assertThat(loser.changedSomething()).isFalse();
        assertThat(loser.weightsHealthy()).isTrue();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
        assertThat(ledger().generation()).isEqualTo(2);
    }

    @Test
    void whatIsRestoredKeepsTheStatesAndSaysWhatDiffered() throws Exception {
        Map<Region, EndpointState> before = ledger().states();
        set(IRELAND, 10);

        Run run = run(IRELAND);

        assertThat(run.decision().rule()).isEqualTo(Rule.DRIFT);
        assertThat(run.decision().drift().differences())
                .extracting(
                        d -> d.endpoint() + " " + d.type() + " " + d.weight() + " " + d.expected() + " " + d.since())
                .containsExactly("eu-west-1 A 10 50 2026-01-05T10:00:00Z");
        assertThat(run.movedTraffic()).isTrue();
        assertThat(ledger().states()).isEqualTo(before);
        assertThat(asked).as("second opinions").isZero();
        assertThat(run(IRELAND).decision().rule()).isEqualTo(Rule.STEADY);
        assertThat(zone.accepted).hasSize(1);
    }

    @Test
    void aRestorationThatIsRefusedIsTriedAtEveryRun() throws Exception {
        set(IRELAND, 10);
        zone.refusals.add("AccessDenied");

        Run refused = run(IRELAND);

        assertThat(refused.weightsHealthy()).isFalse();
        assertThat(refused.changedSomething()).isFalse();
        assertThat(run(IRELAND).changedSomething()).isTrue();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
    }

    @Test
    void aRestorationThatWasNeverAnsweredAndStandsIsReportedAsDone() throws Exception {
        set(IRELAND, 10);
        zone.bends.add(outcome -> new ChangeOutcome.Unanswered("no answer"));

        Run run = run(IRELAND);

        assertThat(zone.accepted).hasSize(1);
        assertThat(run.decision().rule()).isEqualTo(Rule.DRIFT);
        assertThat(run.movedTraffic()).isTrue();
    }

    @Test
    void whatIsOnlyReportedIsWrittenDownOnceWithItsTimeAndStruckOutWhenItIsOver() throws Exception {
        drift = DriftPolicy.REPORT;
        set(IRELAND, 10);

        Run first = run(IRELAND);
        pass(Duration.ofMinutes(5));
        Run later = run(MUMBAI);

        assertThat(weights()).isEqualTo(Map.of(IRELAND, 10, MUMBAI, 50));
        assertThat(first.decision().rulings()).containsExactly(new Ruling.Report(IRELAND));
        assertThat(first.changedSomething()).isTrue();
        assertThat(first.movedTraffic()).isFalse();
        assertThat(zone.accepted).hasSize(1);
        assertThat(ledger().agreement()).isEqualTo(new Agreement.Differing(START));
        assertThat(later.changedSomething()).isFalse();
        assertThat(later.weightsHealthy()).isFalse();
        assertThat(later.decision().rule()).isEqualTo(Rule.DRIFT);
        assertThat(later.decision().drift().differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.since()).isEqualTo(START));

        set(IRELAND, 50);
        Run over = run(IRELAND);

        assertThat(over.decision().rule()).isEqualTo(Rule.STEADY);
        assertThat(over.weightsHealthy()).isTrue();
        assertThat(ledger().agreement()).isEqualTo(new Agreement.Agreed());
        assertThat(run(IRELAND).changedSomething()).isFalse();
    }

    @Test
    void whatAPersonTookOutIsAdoptedAsThatPersonsDrainByBothLevers() throws Exception {
        drift = DriftPolicy.ADOPT;
        set(IRELAND, 0);

        Run run = run(MUMBAI);

        assertThat(run.decision().rulings()).containsExactly(new Ruling.Adopt(IRELAND, Rule.DRIFT));
        assertThat(run.movedTraffic()).isFalse();
        assertThat(run.serve()).isEqualTo(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(ledger().states()).containsEntry(IRELAND, new EndpointState.Drained(START, Mover.PERSON));
        pass(Duration.ofMinutes(30));
        assertThat(run(IRELAND).changedSomething()).isFalse();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    private void allIsWell() {
        for (Region vantage : List.of(IRELAND, MUMBAI)) {
            for (Region endpoint : List.of(IRELAND, MUMBAI)) {
                history.published.add(new Verdict(vantage, endpoint, Health.HEALTHY, now.minusSeconds(30), ""));
            }
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        allIsWell();
    }

    private void set(Region region, int weight) {
        zone.sets.replaceAll(set -> set.selector().identifier().equals(region.id()) ? weighted(region, weight) : set);
    }

    private Run run(Region home) throws InterruptedException {
        return run(home, zone);
    }

    private Run run(Region home, Zone zone) throws InterruptedException {
        Service service = service(Routing.WEIGHTED, drift);
        SecondOpinions nobody = any -> {
            asked++;
            return List.of();
        };
        return new Controller(home, history, nobody, zone, new Obedient(), () -> now, attempt -> {})
                .run(service, List.of());
    }

    private Ledger ledger() {
        return ((LedgerReading.Present) new Records(zone.sets).ledger(SERVICE)).ledger();
    }

    private Map<Region, Integer> weights() {
        return new Records(zone.sets).weights(SERVICE);
    }

    /** Shows at first what was read before somebody else wrote. */
    private record Late(FakeZone zone, Deque<ZoneReading> before) implements Zone {
        @Override
        public ZoneReading read(Service service) {
            return before.isEmpty() ? zone.read(service) : before.pop();
        }

        @Override
        public ChangeOutcome apply(Service service, Plan plan) {
            return zone.apply(service, plan);
        }
    }
}
