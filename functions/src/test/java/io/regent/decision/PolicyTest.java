package io.regent.decision;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.judgement.Judgement;
import io.regent.judgement.Quorum;
import io.regent.judgement.Standing;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Mark;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the scenarios do not reach: adopting, deciding without a ledger, and the exact ends of times. */
class PolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Service EVEN = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
    private static final Serving SERVING = new Serving(NOW, Mover.AUTOMATIC);
    private static final Instant EARLIER = NOW.minusSeconds(7_200);
    private static final Drained DRAINED = new Drained(NOW, Mover.AUTOMATIC);

    /** An hour of stabilisation: both the UP and the state have to be that old. */
    @ParameterizedTest
    @CsvSource({"3600, 3600, true", "3599, 3600, false", "3600, 3599, false", "7200, 7200, true", "-5, 7200, false"})
    void aDrainedEndpointReturnsWhenBothTheUpAndTheDrainAreOldEnough(long up, long drained, boolean returns) {
        Decision decision = Policy.decide(
                EVEN,
                Map.of(IRELAND, new Drained(NOW.minusSeconds(drained), Mover.AUTOMATIC), MUMBAI, SERVING),
                Orders.none(),
                Found.nothing(),
                judgements(new Standing.Up(NOW.minusSeconds(up)), new Standing.Up(NOW)),
                NOW);

        assertThat(decision.rule()).isEqualTo(returns ? Rule.RETURN : Rule.STEADY);
        assertThat(decision.states().get(IRELAND) instanceof Returning).isEqualTo(returns);
    }

    /** A step is held for ten minutes, in which it must have been UP throughout. */
    @ParameterizedTest
    @CsvSource({"1, 600, 600, 13", "1, 599, 600, 3", "1, 600, 599, 3", "2, 600, 600, 50", "9, 600, 600, 50"})
    void aStepFollowsWhenTheOneBeforeWasHeld(int step, long up, long since, int weight) {
        Decision decision = Policy.decide(
                EVEN,
                Map.of(IRELAND, new Returning(step, NOW.minusSeconds(since), Mover.AUTOMATIC), MUMBAI, SERVING),
                Orders.none(),
                Found.nothing(),
                judgements(new Standing.Up(NOW.minusSeconds(up)), new Standing.Up(NOW)),
                NOW);

        assertThat(decision.weights()).containsEntry(IRELAND, weight);
    }

    @Test
    void aPolicyOfOneStepBringsItBackWhole() {
        PolicySettings policy = new PolicySettings(
                1,
                Duration.ZERO,
                List.of(100),
                Duration.ZERO,
                Duration.ofSeconds(90),
                DriftPolicy.RESTORE,
                Duration.ZERO,
                Failback.AUTOMATIC,
                Set.of());

        Decision decision = Policy.decide(
                ServiceExamples.service(policy, 50, 50),
                Map.of(IRELAND, DRAINED, MUMBAI, SERVING),
                Orders.none(),
                Found.nothing(),
                judgements(new Standing.Up(NOW), new Standing.Up(NOW)),
                NOW);

        assertThat(decision.rulings()).containsExactly(new Ruling.StepBack(IRELAND, 100));
        assertThat(decision.states()).containsEntry(IRELAND, SERVING);
    }

    /** Two minutes of arming: what is in service has to have been UP for that long since then, drained or not. */
    @ParameterizedTest
    @CsvSource({
        "120, 120, 120, true",
        "119, 120, 120, false",
        "120, 119, 120, false",
        "120, 120, 119, false",
        "-60, 600, 600, false"
    })
    void aFreshDeploymentIsArmedWhenAllThatServesHasBeenUpForLongEnough(
            long since, long ireland, long mumbai, boolean armed) {
        Decision decision = Policy.decide(
                observing(50, 50, 50),
                Map.of(IRELAND, SERVING, MUMBAI, SERVING, OHIO, DRAINED),
                Orders.fresh(NOW.minusSeconds(since)),
                Found.nothing(),
                judgements(new Standing.Up(NOW.minusSeconds(ireland)), new Standing.Up(NOW.minusSeconds(mumbai))),
                NOW);

        assertThat(decision.orders().arming().isEmpty()).isEqualTo(armed);
        assertThat(decision.newOrders()).isEqualTo(armed);
        assertThat(decision.changes()).isEqualTo(armed);
        assertThat(decision.rule()).isEqualTo(Rule.HELD);
        assertThat(decision.states()).containsEntry(OHIO, DRAINED);
    }

    @Test
    void aDeploymentThatIsArmedAtOnceActsInTheRunThatTakesTheWordOut() {
        Decision decision = Policy.decide(
                EVEN,
                Map.of(IRELAND, SERVING, MUMBAI, SERVING),
                Orders.fresh(NOW),
                Found.nothing(),
                judgements(new Standing.Down(), new Standing.Up(NOW)),
                NOW);

        assertThat(decision.rule()).isEqualTo(Rule.DRAIN);
        assertThat(decision.orders()).isEqualTo(Orders.none());
        assertThat(Policy.freshOrders(EVEN, NOW)).isEqualTo(Orders.none());
        assertThat(Policy.freshOrders(observing(50, 50), NOW.plusMillis(5))).isEqualTo(Orders.fresh(NOW));
    }

    @Test
    void whatAHoldKeepsFromHappeningIsSaid() {
        Decision decision = Policy.decide(
                EVEN,
                Map.of(IRELAND, SERVING, MUMBAI, new Drained(EARLIER, Mover.AUTOMATIC)),
                hold(NOW.plusSeconds(1)),
                Found.nothing(),
                judgements(new Standing.Down(), new Standing.Up(EARLIER)),
                NOW);

        assertThat(decision.rulings())
                .containsExactly(
                        new Ruling.Withhold(new Ruling.Drain(IRELAND)), new Ruling.Withhold(new Ruling.CallIn(MUMBAI)));
        assertThat(decision.rule()).isEqualTo(Rule.HELD);
        assertThat(decision.changes()).isFalse();
        assertThat(decision.weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 0));
    }

    @Test
    void recordsThatDifferAreLeftSoWhileAHoldIsOn() {
        for (DriftPolicy drift : DriftPolicy.values()) {
            Service service = ServiceExamples.service(ServiceExamples.policy(1, drift), 50, 50);
            Map<Region, EndpointState> states = Map.of(IRELAND, SERVING, MUMBAI, SERVING);
            Found found = new Found(
                    new Agreement.Agreed(),
                    new TreeMap<>(Map.of(
                            IRELAND,
                            new TreeMap<>(Map.of(RecordType.A, 0)),
                            MUMBAI,
                            new TreeMap<>(Map.of(RecordType.A, 50)))),
                    Set.of());

            Decision decision = Policy.decide(
                    service,
                    states,
                    hold(NOW.plusSeconds(1)),
                    found,
                    judgements(new Standing.Up(NOW), new Standing.Up(NOW)),
                    NOW);

            assertThat(decision.rulings()).as("%s", drift).containsExactly(new Ruling.Report(IRELAND));
            assertThat(decision.states()).isEqualTo(states);
            assertThat(decision.drift().noted()).isEqualTo(new Agreement.Differing(NOW));
            assertThat(decision.rule()).isEqualTo(Rule.HELD);
        }
    }

    @Test
    void anEndThatIsAdoptedAwayIsThatOfTheOneWhomThePersonGaveBack() {
        Service service = ServiceExamples.service(ServiceExamples.policy(1, DriftPolicy.ADOPT), 50, 50, 50);
        Drained kept = new Drained(EARLIER, Mover.PERSON, Optional.of(NOW.plusSeconds(600)));
        Found found = new Found(
                new Agreement.Agreed(),
                new TreeMap<>(Map.of(
                        IRELAND,
                        new TreeMap<>(Map.of(RecordType.A, 50)),
                        MUMBAI,
                        new TreeMap<>(Map.of(RecordType.A, 0)),
                        OHIO,
                        new TreeMap<>(Map.of(RecordType.A, 50)))),
                Set.of());

        Map<Region, EndpointState> states =
                Policy.states(service, Map.of(IRELAND, kept, MUMBAI, kept, OHIO, SERVING), Orders.none(), found, NOW);

        assertThat(states).isEqualTo(Map.of(IRELAND, new Serving(NOW, Mover.PERSON), MUMBAI, kept, OHIO, SERVING));
    }

    /** An hour of stabilisation, of which what came before the end counts. */
    @ParameterizedTest
    @CsvSource({
        "PERSON, 0, 3600, RETURN",
        "PERSON, 0, 3599, STEADY",
        "PERSON, 1, 3600, EVACUATION",
        "DRILL, 0, 3600, RETURN",
        "DRILL, 1, 3600, EVACUATION"
    })
    void whatIsKeptOutComesBackFromItsEndOn(Mover by, long left, long up, Rule rule) {
        PolicySettings manual = new PolicySettings(
                1,
                Duration.ofHours(1),
                List.of(5, 100),
                Duration.ZERO,
                Duration.ofSeconds(90),
                DriftPolicy.RESTORE,
                Duration.ZERO,
                Failback.MANUAL,
                Set.of());
        Decision decision = Policy.decide(
                ServiceExamples.service(manual, 50, 50),
                Map.of(IRELAND, new Drained(EARLIER, by, Optional.of(NOW.plusSeconds(left))), MUMBAI, SERVING),
                Orders.none(),
                Found.nothing(),
                judgements(new Standing.Up(NOW.minusSeconds(up)), new Standing.Up(EARLIER)),
                NOW);

        assertThat(decision.rule()).isEqualTo(rule);
        assertThat(decision.states().get(IRELAND) instanceof Returning).isEqualTo(rule == Rule.RETURN);
    }

    @Test
    void anOutageDrillDrainsUntilItsEndAndTheLedgerSaysForWhomOnTheWayBackToo() {
        Instant end = NOW.plusSeconds(600);
        Decision drain = outage(end, votes(IRELAND, Health.HEALTHY), votes(MUMBAI, Health.HEALTHY), NOW);
        Decision back = Policy.decide(
                EVEN,
                drain.states(),
                drain.orders(),
                Found.nothing(),
                judgements(new Standing.Up(EARLIER), new Standing.Up(EARLIER)),
                NOW.plusSeconds(3_600));

        assertThat(drain.rulings()).containsExactly(new Ruling.Drain(IRELAND));
        assertThat(drain.states()).containsEntry(IRELAND, new Drained(NOW, Mover.DRILL, Optional.of(end)));
        assertThat(back.states()).containsEntry(IRELAND, new Returning(1, NOW.plusSeconds(3_600), Mover.DRILL));
        assertThat(back.orders()).isEqualTo(Orders.none());
    }

    @Test
    void whatIsDownInEarnestIsDrainedInEarnestWhateverDrillIsOn() {
        Decision decision =
                outage(NOW.plusSeconds(600), votes(IRELAND, Health.UNHEALTHY), votes(MUMBAI, Health.HEALTHY), NOW);

        assertThat(decision.states()).containsEntry(IRELAND, new Drained(NOW, Mover.AUTOMATIC));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNHEALTHY", "UNKNOWN"})
    void nothingIsDrainedForADrillWhereNothingElseIsUp(Health others) {
        Decision decision = outage(NOW.plusSeconds(600), votes(IRELAND, Health.HEALTHY), votes(MUMBAI, others), NOW);

        assertThat(decision.states()).containsEntry(IRELAND, SERVING);
    }

    @Test
    void whoDoesNotVoteDoesNotVoteInADrillEither() {
        SortedMap<Region, Judgement> real = Quorum.judge(
                EVEN,
                List.of(
                        new Verdict(IRELAND, IRELAND, Health.HEALTHY, NOW, ""),
                        new Verdict(MUMBAI, IRELAND, Health.UNKNOWN, NOW, ""),
                        new Verdict(MUMBAI, MUMBAI, Health.HEALTHY, NOW, "")),
                NOW);

        SortedMap<Region, Judgement> played = OutageDrill.play(
                EVEN, Map.of(IRELAND, SERVING, MUMBAI, SERVING), outageOrders(NOW, NOW.plusSeconds(60)), real, NOW);

        assertThat(played)
                .containsEntry(
                        IRELAND,
                        new Judgement(
                                IRELAND,
                                new Standing.Disputed(),
                                List.of(new Verdict(
                                        IRELAND,
                                        IRELAND,
                                        Health.UNHEALTHY,
                                        NOW,
                                        "drill: an outage until 2026-01-05T10:01:00Z, really HEALTHY"))))
                .containsEntry(MUMBAI, real.get(MUMBAI));
    }

    /** To a controller whose clock is an hour behind, an outage of 72 hours that was just begun lasts 73. */
    @Test
    void aClockThatIsBehindMakesNoDrillLongerThanAny() {
        Decision decision = Policy.decide(
                EVEN,
                Map.of(IRELAND, SERVING, MUMBAI, SERVING),
                outageOrders(NOW.plusSeconds(3_600), NOW.plusSeconds(3_600).plus(Orders.LONGEST)),
                Found.nothing(),
                real(votes(IRELAND, Health.HEALTHY), votes(MUMBAI, Health.HEALTHY), NOW),
                NOW);

        assertThat(decision.states())
                .containsEntry(IRELAND, new Drained(NOW, Mover.DRILL, Optional.of(NOW.plus(Orders.LONGEST))));
    }

    private static Decision outage(Instant until, List<Verdict> ireland, List<Verdict> mumbai, Instant now) {
        return Policy.decide(
                EVEN,
                Map.of(IRELAND, SERVING, MUMBAI, SERVING),
                outageOrders(EARLIER, until),
                Found.nothing(),
                real(ireland, mumbai, now),
                now);
    }

    private static SortedMap<Region, Judgement> real(List<Verdict> ireland, List<Verdict> mumbai, Instant now) {
        return Quorum.judge(
                EVEN, Stream.concat(ireland.stream(), mumbai.stream()).toList(), now);
    }

    private static List<Verdict> votes(Region endpoint, Health health) {
        return Stream.of(IRELAND, MUMBAI)
                .map(vantage -> new Verdict(vantage, endpoint, health, NOW, ""))
                .toList();
    }

    private static Orders outageOrders(Instant since, Instant until) {
        return Orders.none().withOutage(Optional.of(new Orders.Outage(IRELAND, since, until)));
    }

    private static Orders hold(Instant until) {
        return Orders.none().withHold(Optional.of(new Orders.Hold(new Mark("0123abcd"), EARLIER, until)));
    }

    /** A service that is armed after two minutes. */
    private static Service observing(int... baselines) {
        PolicySettings policy = new PolicySettings(
                1,
                Duration.ZERO,
                List.of(100),
                Duration.ZERO,
                Duration.ofSeconds(90),
                DriftPolicy.RESTORE,
                Duration.ofMinutes(2),
                Failback.AUTOMATIC,
                Set.of());
        return ServiceExamples.service(policy, baselines);
    }

    @ParameterizedTest
    @CsvSource({"50, serving", "255, serving", "49, returning/2", "13, returning/2", "12, returning/1", "1, returning/1"
    })
    void anUnknownEndpointIsAdoptedAsItsRecordHasIt(int weight, String state) {
        Decision decision =
                Policy.adopt(EVEN, Map.of(), Orders.none(), Map.of(IRELAND, weight, MUMBAI, 50), Set.of(), NOW);

        assertThat(name(decision, IRELAND)).isEqualTo(state);
        assertThat(decision.changes()).isTrue();
        assertThat(decision.moves()).isFalse();
        assertThat(decision.rule()).isEqualTo(Rule.STEADY);
    }

    @ParameterizedTest
    @CsvSource({
        // A weight of 0 beside one above 0 is a drain; all 0 is what Route 53 serves as all equal.
        "50, 0, 0, serving, drained, drained",
        "0, 0, 0, serving, serving, serving",
        "0, 0, 100, drained, drained, serving",
    })
    void weightsAreAdoptedAsRoute53ReadsThem(int a, int b, int c, String ireland, String mumbai, String ohio) {
        Service even = ServiceExamples.service(ServiceExamples.policy(1), 50, 50, 50);

        assertThat(adopted(even, a, b, c)).containsExactly(ireland, mumbai, ohio);
    }

    @ParameterizedTest
    @CsvSource({
        // It stands by while the other serves, has taken over, or was passed over.
        "100, 0, 0, serving, serving, serving",
        "0, 100, 0, drained, serving, drained",
        "25, 100, 100, returning/2, serving, serving",
    })
    void standbysAreAdoptedByWhatTheyDo(int a, int b, int c, String ireland, String mumbai, String ohio) {
        Service standby = ServiceExamples.service(ServiceExamples.policy(1), 100, 0, 0);

        assertThat(adopted(standby, a, b, c)).containsExactly(ireland, mumbai, ohio);
    }

    private static List<String> adopted(Service service, int ireland, int mumbai, int ohio) {
        Decision decision = Policy.adopt(
                service, Map.of(), Orders.none(), Map.of(IRELAND, ireland, MUMBAI, mumbai, OHIO, ohio), Set.of(), NOW);
        return List.of(name(decision, IRELAND), name(decision, MUMBAI), name(decision, OHIO));
    }

    @Test
    void adoptingKeepsWhatIsKnownAndTakesTheBaselineWhereThereIsNoRecord() {
        EndpointState person = new Drained(NOW.minusSeconds(60), Mover.PERSON);

        Decision decision = Policy.adopt(
                EVEN, Map.of(IRELAND, person, OHIO, DRAINED), Orders.none(), Map.of(IRELAND, 50), Set.of(), NOW);

        assertThat(decision.states()).isEqualTo(Map.of(IRELAND, person, MUMBAI, SERVING, OHIO, DRAINED));
        assertThat(decision.rulings()).containsExactly(new Ruling.Adopt(MUMBAI, Rule.STEADY));
        assertThat(decision.weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void whatTheLedgerKnowsOfOtherRegionsIsKeptAndMovesNothing() {
        Decision decision = Policy.decide(
                EVEN,
                Map.of(IRELAND, SERVING, MUMBAI, SERVING, OHIO, DRAINED),
                Orders.none(),
                Found.nothing(),
                judgements(new Standing.Down(), new Standing.Up(NOW)),
                NOW);

        assertThat(decision.rule()).isEqualTo(Rule.DRAIN);
        assertThat(decision.states()).containsEntry(OHIO, DRAINED);
        assertThat(decision.weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void withoutTheLedgerNobodyIsCalledIn() {
        Map<Region, EndpointState> states = Map.of(IRELAND, SERVING, MUMBAI, DRAINED);
        Map<Region, Judgement> judgements = judgements(new Standing.Down(), new Standing.Up(NOW));

        assertThat(Policy.decideWithoutLedger(EVEN, states, judgements, NOW).rule())
                .isEqualTo(Rule.NOTHING_BETTER);
        assertThat(Policy.decide(EVEN, states, Orders.none(), Found.nothing(), judgements, NOW)
                        .rulings())
                .containsExactly(new Ruling.Drain(IRELAND), new Ruling.CallIn(MUMBAI));
    }

    @Test
    void withoutTheLedgerWhatIsDownIsDrainedAndNothingReturns() {
        Map<Region, EndpointState> states =
                Map.of(IRELAND, SERVING, MUMBAI, SERVING, OHIO, new Drained(NOW.minusSeconds(7_200), Mover.AUTOMATIC));
        Map<Region, Judgement> judgements = new TreeMap<>(judgements(new Standing.Down(), new Standing.Up(NOW)));
        judgements.put(OHIO, new Judgement(OHIO, new Standing.Up(NOW.minusSeconds(7_200)), List.of()));

        Decision decision = Policy.decideWithoutLedger(
                ServiceExamples.service(ServiceExamples.policy(1), 50, 50, 50), states, judgements, NOW);

        assertThat(decision.rulings()).containsExactly(new Ruling.Drain(IRELAND));
    }

    @Test
    void anEndpointOfWhichNothingIsKnownCountsAsServing() {
        Service standby = ServiceExamples.service(ServiceExamples.policy(1), 100, 0);

        assertThat(Shares.weights(standby, Map.of())).isEqualTo(Map.of(IRELAND, 100, MUMBAI, 0));
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 1", "10, 5, 1", "50, 5, 3", "255, 5, 13", "255, 99, 252", "0, 50, 0"})
    void aStepIsItsPartOfTheShareAndNeverNothing(int share, int percent, int weight) {
        PolicySettings policy = new PolicySettings(
                1,
                Duration.ZERO,
                List.of(percent, 100),
                Duration.ZERO,
                Duration.ofSeconds(90),
                DriftPolicy.RESTORE,
                Duration.ZERO,
                Failback.AUTOMATIC,
                Set.of());

        assertThat(Shares.stepped(ServiceExamples.service(policy, 50, 50), share, 1))
                .isEqualTo(weight);
    }

    @Test
    void whenEverythingIsDrainedTheBaselineStands() {
        assertThat(Shares.weights(EVEN, Map.of(IRELAND, DRAINED, MUMBAI, DRAINED)))
                .isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
    }

    @Test
    void aDecisionOfWeightsThatAreAllZeroIsRefused() {
        assertThatThrownBy(() -> new Decision(
                        Rule.STEADY,
                        List.of(),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of(IRELAND, 0, MUMBAI, 0)),
                        Drift.none(),
                        Orders.none(),
                        false))
                .hasMessageContaining("expected one above 0");
    }

    @Test
    void aMoveGivesTheDecisionItsNameBeforeARefusal() {
        TreeMap<Region, Integer> weights = new TreeMap<>(Map.of(IRELAND, 1));
        Ruling refusal = new Ruling.Refuse(MUMBAI, Rule.LAST_ENDPOINT, "");

        assertThat(Decision.of(
                                false,
                                List.of(refusal, new Ruling.StepBack(IRELAND, 5)),
                                new TreeMap<>(),
                                weights,
                                Drift.none(),
                                Orders.none(),
                                Orders.none())
                        .rule())
                .isEqualTo(Rule.RETURN);
        assertThat(Decision.of(
                                false,
                                List.of(refusal),
                                new TreeMap<>(),
                                weights,
                                Drift.none(),
                                Orders.none(),
                                Orders.none())
                        .rule())
                .isEqualTo(Rule.LAST_ENDPOINT);
        assertThat(Decision.of(
                                false,
                                List.of(refusal),
                                new TreeMap<>(),
                                weights,
                                Drift.none(),
                                Orders.none(),
                                Orders.none())
                        .changes())
                .isFalse();
        assertThat(Decision.of(false, List.of(), new TreeMap<>(), weights, Drift.none(), Orders.none(), Orders.none())
                        .rule())
                .isEqualTo(Rule.STEADY);
    }

    private static Map<Region, Judgement> judgements(Standing ireland, Standing mumbai) {
        return Map.of(
                IRELAND, new Judgement(IRELAND, ireland, List.of()),
                MUMBAI, new Judgement(MUMBAI, mumbai, List.of()));
    }

    private static String name(Decision decision, Region region) {
        return switch (decision.states().get(region)) {
            case null -> "unknown";
            case Serving serving -> "serving";
            case Drained drained -> "drained";
            case Returning returning -> "returning/" + returning.step();
        };
    }
}
