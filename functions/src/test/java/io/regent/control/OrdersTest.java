package io.regent.control;

import static io.regent.control.TwoRegions.IRELAND;
import static io.regent.control.TwoRegions.MUMBAI;
import static io.regent.control.TwoRegions.SERVICE;
import static io.regent.control.TwoRegions.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import io.regent.ledger.Mark;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.plan.RecordExamples;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of controllers whose ledger holds what people asked for, or nothing that can be read. */
class OrdersTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(7_200);
    private static final Serving SERVING = new Serving(LONG_AGO, Mover.AUTOMATIC);

    private Instant now = NOW;
    private final FakeZone zone = new FakeZone();
    private final FakeHistory history = new FakeHistory(() -> now);
    private final List<Opinion> opinions = new ArrayList<>();
    private LateReading late = Told.nothing();
    private int asked;

    /** The other region is dark: its vantage says nothing, and its controller does not run. */
    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "ap-south-1"})
    void whicheverControllerRunsFirstAfterAnEndUndoesIt(String home) throws Exception {
        Region alive = new Region(home);
        ledger(
                Map.of(IRELAND, new Drained(LONG_AGO, Mover.PERSON, Optional.of(NOW)), MUMBAI, SERVING),
                Orders.none()
                        .withHold(Optional.of(new Orders.Hold(new Mark("0123abcd"), LONG_AGO, NOW)))
                        .withOutage(Optional.of(new Orders.Outage(IRELAND, LONG_AGO, NOW))));
        now = NOW.minusSeconds(1);
        allAreHealthy(alive);
        Run before = run(alive);
        now = NOW;
        Run after = run(alive);

        assertThat(before.changedSomething()).isFalse();
        assertThat(before.decision().rule()).isEqualTo(Rule.HELD);
        assertThat(after.decision().rulings()).containsExactly(new Ruling.StepBack(IRELAND, 5));
        assertThat(ledger().states()).containsEntry(IRELAND, new Returning(1, NOW, Mover.AUTOMATIC));
        assertThat(ledger().orders()).isEqualTo(Orders.none());
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 3, MUMBAI, 50));
        assertThat(after.serve()).isEqualTo(Map.of(IRELAND, true, MUMBAI, true));
    }

    @Test
    void ofTwoControllersThatUndoTheSameEndOneDoes() throws Exception {
        ledger(Map.of(IRELAND, SERVING, MUMBAI, SERVING), hold(NOW));
        allAreHealthy(IRELAND, MUMBAI);
        Ledger winners = new Ledger(8, ledger().states(), new Agreement.Agreed(), Orders.none());
        zone.beforeApply.add(() ->
                zone.sets.replaceAll(set -> set.type().equals("TXT") ? RecordExamples.ledger(SERVICE, winners) : set));

        Run loser = run(IRELAND);

        assertThat(loser.attempts()).hasSize(2);
        assertThat(loser.attempts().getFirst().weights())
                .isInstanceOfSatisfying(
                        Attempt.Weights.Sent.class,
                        sent -> assertThat(sent.outcome()).isInstanceOf(ChangeOutcome.Conflict.class));
        assertThat(loser.changedSomething()).isFalse();
        assertThat(ledger().orders()).isEqualTo(Orders.none());
    }

    @Test
    void aHoldMovesNothingWhateverTheVantagesSay() throws Exception {
        ledger(Map.of(IRELAND, SERVING, MUMBAI, SERVING), hold(NOW.plusSeconds(60)));
        irelandIsDown();

        Run run = run(MUMBAI);

        assertThat(run.decision().rulings()).containsExactly(new Ruling.Withhold(new Ruling.Drain(IRELAND)));
        assertThat(asked).as("what is DOWN is told of all the same").isEqualTo(1);
        assertThat(zone.accepted).isEmpty();
        assertThat(run.serve()).isEqualTo(Map.of(IRELAND, true, MUMBAI, true));
    }

    /** It took Ireland out when it could not read the ledger; now it can, and finds a hold. */
    @Test
    void whatRoutingControlTookOutStaysOutWhileAHoldIsOn() throws Exception {
        ledger(Map.of(IRELAND, SERVING, MUMBAI, SERVING), hold(NOW.plusSeconds(60)));
        irelandIsDown();
        late = Told.all(NOW.minusSeconds(60), Map.of(IRELAND, false, MUMBAI, true));

        Run run = run(MUMBAI);

        assertThat(zone.accepted).isEmpty();
        assertThat(run.serve()).isEqualTo(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(run.outByRoutingControlAlone())
                .as("so that the next run looks again")
                .isEqualTo(1);
        now = NOW.plusSeconds(60);
        assertThat(run(MUMBAI).decision().rulings()).containsExactly(new Ruling.Drain(IRELAND));
    }

    @Test
    void whatAPersonKeepsOutStaysOutByBothLeversWithAndWithoutTheLedger() throws Exception {
        Drained kept = new Drained(LONG_AGO, Mover.PERSON, Optional.of(NOW.plusSeconds(60)));
        ledger(Map.of(IRELAND, kept, MUMBAI, SERVING), Orders.none());
        allAreHealthy(IRELAND, MUMBAI);

        Run read = run(MUMBAI);
        zone.readable = false;
        late = Told.all(NOW.minusSeconds(60), Map.of(IRELAND, false, MUMBAI, true));
        Run blind = run(MUMBAI);

        assertThat(read.decision().rule()).isEqualTo(Rule.EVACUATION);
        assertThat(read.serve()).isEqualTo(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(blind.serve()).isEqualTo(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void anOutageDrillRunsThePathThatAnOutageWouldThoughAllIsWell() throws Exception {
        ledger(Map.of(IRELAND, SERVING, MUMBAI, SERVING), outage(LONG_AGO, NOW.plusSeconds(600)));
        allAreHealthy(IRELAND, MUMBAI);
        allAreGivenAs(Health.HEALTHY);

        Run run = run(MUMBAI);

        assertThat(history.glances).isEqualTo(1);
        assertThat(asked).as("a glance that finds all well hides no drill").isEqualTo(1);
        assertThat(run.isDrill()).isTrue();
        assertThat(run.movedTraffic()).isTrue();
        assertThat(run.judgements().get(IRELAND)).matches(judgement -> judgement.isUp());
        assertThat(run.played().get(IRELAND)).matches(judgement -> judgement.isDown());
        assertThat(run.played().get(IRELAND)).extracting("votes").asString().contains("why=drill: an outage until");
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        assertThat(run.serve()).isEqualTo(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(ledger().states())
                .containsEntry(IRELAND, new Drained(NOW, Mover.DRILL, Optional.of(NOW.plusSeconds(600))));
        assertThat(run(IRELAND).changedSomething()).as("and then stands").isFalse();
        assertThat(asked).as("nobody has to be asked again").isEqualTo(1);
    }

    @Test
    void inADrillAVantageThatAbstainsAbstains() throws Exception {
        ledger(Map.of(IRELAND, SERVING, MUMBAI, SERVING), outage(LONG_AGO, NOW.plusSeconds(600)));
        allAreHealthy(IRELAND, MUMBAI);
        opinions.add(new Opinion.Abstained(MUMBAI, "no answer"));
        opinions.add(new Opinion.Given(
                IRELAND, List.of(verdict(IRELAND, IRELAND, Health.HEALTHY), verdict(IRELAND, MUMBAI, Health.HEALTHY))));

        Run run = run(IRELAND);

        assertThat(run.changedSomething()).as("an inside voice alone").isFalse();
        assertThat(run.isDrill()).as("but what it was held against was played").isTrue();
    }

    @Test
    void whatADrillTookOutServesAgainWhenTheOtherOneDies() throws Exception {
        Drained drilled = new Drained(NOW.minusSeconds(120), Mover.DRILL, Optional.of(NOW.plusSeconds(600)));
        ledger(Map.of(IRELAND, drilled, MUMBAI, SERVING), outage(LONG_AGO, NOW.plusSeconds(600)));
        for (Region vantage : List.of(IRELAND, MUMBAI)) {
            history.published.add(verdict(vantage, IRELAND, Health.HEALTHY));
            history.published.add(verdict(vantage, MUMBAI, Health.UNHEALTHY));
            opinions.add(new Opinion.Given(
                    vantage,
                    List.of(verdict(vantage, IRELAND, Health.HEALTHY), verdict(vantage, MUMBAI, Health.UNHEALTHY))));
        }

        Run run = run(IRELAND);

        assertThat(run.decision().rulings()).containsExactly(new Ruling.Drain(MUMBAI), new Ruling.CallIn(IRELAND));
        assertThat(run.isDrill()).as("this one is in earnest").isFalse();
        assertThat(run.outage())
                .as("and nobody wants the drill to go on after it")
                .isEmpty();
        assertThat(ledger().orders()).isEqualTo(Orders.none());
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 0));
    }

    /**
     * Ireland was well when a drill or a person took it out. Then all of Mumbai is lost, before Ireland's vantage has
     * seen that well once more: its word is believed all the same, and an end that comes is one.
     */
    @ParameterizedTest
    @EnumSource(
            value = Mover.class,
            names = {"DRILL", "PERSON"})
    void whatWasTakenOutWhileItWasWellIsBelievedOnItsOwnWord(Mover by) throws Exception {
        Instant end = NOW.plusSeconds(600);
        ledger(
                Map.of(IRELAND, new Drained(NOW.minusSeconds(30), by, Optional.of(end)), MUMBAI, SERVING),
                by == Mover.DRILL ? outage(NOW.minusSeconds(60), end) : Orders.none());
        history.published.add(verdict(IRELAND, IRELAND, Health.HEALTHY));
        history.published.add(verdict(IRELAND, MUMBAI, Health.UNHEALTHY));
        opinions.add(new Opinion.Abstained(MUMBAI, "no answer"));
        opinions.add(new Opinion.Given(
                IRELAND,
                List.of(verdict(IRELAND, IRELAND, Health.HEALTHY), verdict(IRELAND, MUMBAI, Health.UNHEALTHY))));
        now = by == Mover.DRILL ? NOW : end;

        run(IRELAND);

        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 0));
    }

    /** Written by a clock that was far ahead, or by hand: no hold, drill or drain lasts for years. */
    @Test
    void whatWouldEndLaterThanAnythingMayHasEnded() throws Exception {
        Instant far = NOW.plus(Duration.ofDays(3_650));
        Orders orders = outage(far, far.plusSeconds(600))
                .withHold(Optional.of(new Orders.Hold(new Mark("00000001"), far, far.plusSeconds(600))));
        ledger(
                Map.of(IRELAND, new Drained(far, Mover.PERSON, Optional.of(far.plusSeconds(600))), MUMBAI, SERVING),
                orders);
        allAreHealthy(IRELAND, MUMBAI);

        run(MUMBAI);

        assertThat(ledger().orders()).isEqualTo(Orders.none());
        assertThat(ledger().states())
                .as("it begins now, and ends like any other")
                .containsEntry(IRELAND, new Drained(NOW, Mover.PERSON, Optional.of(NOW.plus(Orders.LONGEST))));
    }

    /** Somebody wrote "generation 8" into it by hand: the checksum is wrong, and nothing that has an end is lost. */
    @Test
    void whatATornLedgerKeepsOutOrHoldsGoesOnUntilItsEnd() throws Exception {
        Drained kept = new Drained(LONG_AGO, Mover.PERSON, Optional.of(NOW.plusSeconds(600)));
        Orders orders = hold(NOW.plusSeconds(300));
        torn(Map.of(IRELAND, kept, MUMBAI, SERVING), orders, Map.of(IRELAND, 0, MUMBAI, 50));
        allAreHealthy(IRELAND, MUMBAI);

        Run run = run(MUMBAI);

        assertThat(run.movedTraffic()).isFalse();
        assertThat(ledger().states()).containsEntry(IRELAND, kept);
        assertThat(ledger().states()).containsEntry(MUMBAI, new Serving(NOW, Mover.AUTOMATIC));
        assertThat(ledger().orders()).isEqualTo(orders);
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        now = NOW.plusSeconds(600);
        history.published.clear();
        allAreHealthy(IRELAND, MUMBAI);
        assertThat(run(MUMBAI).decision().rulings()).containsExactly(new Ruling.StepBack(IRELAND, 5));
    }

    /** Its end may be what was torn off. */
    @Test
    void aTornLedgerKeepsNothingOutWithoutAnEnd() throws Exception {
        torn(
                Map.of(IRELAND, new Drained(LONG_AGO, Mover.PERSON), MUMBAI, SERVING),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50));

        run(MUMBAI);

        assertThat(ledger().states()).containsEntry(IRELAND, new Drained(NOW, Mover.AUTOMATIC));
    }

    /** In service by the records, it is not taken out by what a torn ledger says; nor is all of it. */
    @Test
    void aTornLedgerTakesNothingOut() throws Exception {
        Drained kept = new Drained(LONG_AGO, Mover.PERSON, Optional.of(NOW.plusSeconds(600)));
        for (Map<Region, Integer> weights : List.of(Map.of(IRELAND, 25, MUMBAI, 50), Map.of(IRELAND, 0, MUMBAI, 0))) {
            zone.sets.clear();
            torn(Map.of(IRELAND, kept, MUMBAI, kept), Orders.none(), weights);

            Run run = run(MUMBAI);

            assertThat(run.movedTraffic()).isFalse();
            assertThat(weights()).isEqualTo(weights);
            assertThat(ledger().states().values()).noneMatch(Drained.class::isInstance);
        }
    }

    @Test
    void aDeploymentThatObservesSinceTheFutureObservesSinceNow() throws Exception {
        ledger(Map.of(IRELAND, SERVING, MUMBAI, SERVING), Orders.fresh(NOW.plus(Duration.ofDays(3_650))));
        allAreHealthy(IRELAND, MUMBAI);

        run(MUMBAI, armedAfter(Duration.ofMinutes(3)));

        assertThat(ledger().orders()).isEqualTo(Orders.fresh(NOW));
    }

    /**
     * Mumbai's controller cannot read Route 53 when an evacuation ends, and goes on saying what was true before.
     * Ireland is not drained once more when it can.
     */
    @ParameterizedTest
    @ValueSource(ints = {11, 40})
    void whoWasBlindWhenAnEvacuationEndedTakesNothingOut(int blindMinutes) throws Exception {
        ledger(Map.of(IRELAND, new Drained(LONG_AGO, Mover.PERSON, Optional.of(NOW)), MUMBAI, SERVING), Orders.none());
        SortedMap<Region, SortedMap<Instant, Boolean>> told =
                new TreeMap<>(Map.of(IRELAND, new TreeMap<>(), MUMBAI, new TreeMap<>()));
        for (int minute = -10; minute <= blindMinutes + 3; minute++) {
            now = NOW.plusSeconds(60L * minute);
            history.published.clear();
            for (int back = 0; back < 12; back++) {
                for (Region vantage : List.of(IRELAND, MUMBAI)) {
                    for (Region endpoint : List.of(IRELAND, MUMBAI)) {
                        history.published.add(
                                new Verdict(vantage, endpoint, Health.HEALTHY, now.minusSeconds(60L * back), ""));
                    }
                }
            }
            late = Told.nothing();
            run(IRELAND);
            zone.readable = minute < 0 || minute >= blindMinutes;
            late = new LateReading.Read(told);
            Run mumbais = run(MUMBAI);
            zone.readable = true;
            mumbais.serve()
                    .forEach((region, on) ->
                            Objects.requireNonNull(told.get(region)).put(now, on));
            if (mumbais.outByRoutingControlAlone() > 0) {
                history.saidByTheController.add(now);
            }
        }

        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
        assertThat(ledger().states().get(IRELAND)).isInstanceOf(EndpointState.Serving.class);
    }

    /** A clock that is an hour behind, and one that is an hour ahead: nobody fails, and the end comes once. */
    @ParameterizedTest
    @ValueSource(longs = {-3_600, 3_600})
    void aClockThatIsOffEndsADrillTooLateOrTooEarlyAndNeverTwice(long off) throws Exception {
        Orders orders = outage(NOW, NOW.plus(Orders.LONGEST));
        ledger(Map.of(IRELAND, SERVING, MUMBAI, SERVING), orders);
        now = NOW.plusSeconds(off);
        allAreHealthy(IRELAND, MUMBAI);
        allAreGivenAs(Health.HEALTHY);
        Run begins = run(MUMBAI);
        Instant end = NOW.plus(Orders.LONGEST);

        now = end.plusSeconds(off);
        history.published.clear();
        allAreHealthy(IRELAND, MUMBAI);
        Run wrong = run(MUMBAI);
        now = end;
        history.published.clear();
        allAreHealthy(IRELAND, MUMBAI);
        Run right = run(IRELAND);

        assertThat(begins.isDrill()).isTrue();
        boolean early = off > 0;
        assertThat(wrong.changedSomething()).isEqualTo(early);
        assertThat(right.changedSomething()).isEqualTo(!early);
        assertThat(ledger().orders()).isEqualTo(Orders.none());
        assertThat(ledger().states().get(IRELAND)).isInstanceOfAny(Returning.class, Drained.class);
        assertThat(run(MUMBAI).decision().orders()).isEqualTo(Orders.none());
    }

    @Test
    void aFreshDeploymentObservesThenIsArmedByOneWriteAndThenActs() throws Exception {
        zone.sets.add(weighted(IRELAND, 50));
        zone.sets.add(weighted(MUMBAI, 50));
        Service service = armedAfter(Duration.ofMinutes(3));
        irelandIsDown();
        Run first = run(IRELAND, service);
        Run second = run(MUMBAI, service);

        assertThat(ledger().orders()).isEqualTo(Orders.fresh(NOW));
        assertThat(first.movedTraffic()).isFalse();
        assertThat(second.decision().rule()).isEqualTo(Rule.HELD);
        assertThat(second.changedSomething()).isFalse();

        history.published.clear();
        now = NOW.plusSeconds(179);
        allAreHealthy(IRELAND, MUMBAI);
        assertThat(run(IRELAND, service).changedSomething())
                .as("not long enough")
                .isFalse();
        now = NOW.plusSeconds(180);
        allAreHealthy(IRELAND, MUMBAI);
        Run arms = run(MUMBAI, service);

        assertThat(arms.published()).as("a glance does not tell for how long").isInstanceOf(Published.Closely.class);
        assertThat(arms.changedSomething()).isTrue();
        assertThat(arms.decision().moves()).isFalse();
        assertThat(ledger().orders()).isEqualTo(Orders.none());
        assertThat(ledger().generation()).isEqualTo(2);
        irelandIsDown();
        assertThat(run(IRELAND, service).movedTraffic()).isTrue();
    }

    /** What people asked for is lost with it; what has no weight stays out until all has been well for a while. */
    @ParameterizedTest
    @ValueSource(strings = {"\"regent1 g=7 hold=me for=ever sum=00000000\"", "\"v=spf1 -all\""})
    void aLedgerThatSomebodyEditedIsWrittenAnewAndObservedBeforeAnythingMoves(String text) throws Exception {
        zone.sets.add(weighted(IRELAND, 0));
        zone.sets.add(weighted(MUMBAI, 50));
        zone.sets.add(new RecordSet(
                SERVICE.ledgerName(),
                "TXT",
                new RecordSet.Selector.Simple(),
                new RecordSet.Content.Values(60, List.of(text)),
                ""));
        allAreHealthy(IRELAND, MUMBAI);
        Service service = armedAfter(Duration.ofMinutes(3));

        Run run = run(IRELAND, service);

        assertThat(run.changedSomething()).isTrue();
        assertThat(run.movedTraffic()).isFalse();
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        assertThat(ledger().orders()).isEqualTo(Orders.fresh(NOW));
        assertThat(ledger().states()).containsEntry(IRELAND, new Drained(NOW, Mover.AUTOMATIC));
        assertThat(run(MUMBAI, service).decision().rule()).isEqualTo(Rule.HELD);
    }

    private void ledger(Map<Region, EndpointState> states, Orders orders) {
        states.forEach((region, state) -> zone.sets.add(weighted(region, state instanceof Drained ? 0 : 50)));
        zone.sets.add(
                RecordExamples.ledger(SERVICE, new Ledger(7, new TreeMap<>(states), new Agreement.Agreed(), orders)));
    }

    private static Orders hold(Instant until) {
        return Orders.none().withHold(Optional.of(new Orders.Hold(new Mark("0123abcd"), LONG_AGO, until)));
    }

    private static Orders outage(Instant since, Instant until) {
        return Orders.none().withOutage(Optional.of(new Orders.Outage(IRELAND, since, until)));
    }

    private static Service armedAfter(Duration arming) {
        PolicySettings usual = SERVICE.policy();
        return new Service(
                SERVICE.name(),
                SERVICE.zone(),
                SERVICE.recordTypes(),
                SERVICE.routing(),
                SERVICE.endpoints(),
                SERVICE.vantages(),
                SERVICE.probe(),
                new PolicySettings(
                        usual.minServing(),
                        usual.stabilisation(),
                        usual.steps(),
                        usual.stepHold(),
                        usual.freshness(),
                        usual.drift(),
                        arming,
                        Failback.AUTOMATIC,
                        Set.of()));
    }

    /** By the words of these vantages, and for the last six minutes. */
    private void allAreHealthy(Region... vantages) {
        for (Region vantage : vantages) {
            for (Region endpoint : List.of(IRELAND, MUMBAI)) {
                for (int minute = 0; minute <= 6; minute++) {
                    Instant at = now.minusSeconds(60L * minute);
                    history.published.add(new Verdict(vantage, endpoint, Health.HEALTHY, at, ""));
                }
            }
        }
    }

    private void irelandIsDown() {
        history.published.clear();
        for (Region vantage : List.of(IRELAND, MUMBAI)) {
            history.published.add(verdict(vantage, IRELAND, Health.UNHEALTHY));
            history.published.add(verdict(vantage, MUMBAI, Health.HEALTHY));
        }
        opinions.clear();
        for (Region vantage : List.of(IRELAND, MUMBAI)) {
            opinions.add(new Opinion.Given(
                    vantage,
                    List.of(verdict(vantage, IRELAND, Health.UNHEALTHY), verdict(vantage, MUMBAI, Health.HEALTHY))));
        }
    }

    private void allAreGivenAs(Health health) {
        for (Region vantage : List.of(IRELAND, MUMBAI)) {
            opinions.add(new Opinion.Given(
                    vantage, List.of(verdict(vantage, IRELAND, health), verdict(vantage, MUMBAI, health))));
        }
    }

    private Verdict verdict(Region vantage, Region endpoint, Health health) {
        return new Verdict(vantage, endpoint, health, now.minusSeconds(10), "");
    }

    private Run run(Region home) throws InterruptedException {
        return run(home, SERVICE);
    }

    private Run run(Region home, Service service) throws InterruptedException {
        RoutingControl obedient = new RoutingControl() {
            @Override
            public PutOutcome put(Service any, Map<Region, Boolean> serve) {
                return new PutOutcome.Put();
            }

            @Override
            public LateReading late(Service any, Duration back) {
                return Told.from(now.minus(back), late);
            }
        };
        SecondOpinions vantages = any -> {
            asked++;
            return List.copyOf(opinions);
        };
        return new Controller(home, history, vantages, zone, obedient, () -> now, attempt -> {})
                .run(service, List.of());
    }

    private void torn(Map<Region, EndpointState> states, Orders orders, Map<Region, Integer> weights) {
        weights.forEach((region, weight) -> zone.sets.add(weighted(region, weight)));
        String text = LedgerText.write(new Ledger(7, new TreeMap<>(states), new Agreement.Agreed(), orders))
                .replace("g=7", "g=8");
        zone.sets.add(new RecordSet(
                SERVICE.ledgerName(),
                "TXT",
                new RecordSet.Selector.Simple(),
                new RecordSet.Content.Values(60, List.of("\"" + text + "\"")),
                ""));
    }

    private Ledger ledger() {
        return ((LedgerReading.Present) new Records(zone.sets).ledger(SERVICE)).ledger();
    }

    private SortedMap<Region, Integer> weights() {
        return new Records(zone.sets).weights(SERVICE);
    }
}
