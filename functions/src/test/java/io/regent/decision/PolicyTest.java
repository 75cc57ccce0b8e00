package io.regent.decision;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scenarios do not reach: adopting, deciding without a ledger, and the exact ends of times. */
class PolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Service EVEN = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
    private static final Serving SERVING = new Serving(NOW, Mover.AUTOMATIC);
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
                Failback.AUTOMATIC);

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
        Service service = ServiceExamples.service(ServiceExamples.policy(1), 50, 50, 50);

        Decision decision =
                Policy.adopt(service, Map.of(), Orders.none(), Map.of(IRELAND, a, MUMBAI, b, OHIO, c), Set.of(), NOW);

        assertThat(List.of(name(decision, IRELAND), name(decision, MUMBAI), name(decision, OHIO)))
                .containsExactly(ireland, mumbai, ohio);
    }

    @ParameterizedTest
    @CsvSource({
        // It stands by while the other serves, has taken over, or was passed over.
        "100, 0, 0, serving, serving, serving",
        "0, 100, 0, drained, serving, drained",
        "25, 100, 100, returning/2, serving, serving",
    })
    void standbysAreAdoptedByWhatTheyDo(int a, int b, int c, String ireland, String mumbai, String ohio) {
        Service service = ServiceExamples.service(ServiceExamples.policy(1), 100, 0, 0);

        Decision decision =
                Policy.adopt(service, Map.of(), Orders.none(), Map.of(IRELAND, a, MUMBAI, b, OHIO, c), Set.of(), NOW);

        assertThat(List.of(name(decision, IRELAND), name(decision, MUMBAI), name(decision, OHIO)))
                .containsExactly(ireland, mumbai, ohio);
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
                Failback.AUTOMATIC);

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
        assertThat(Decision.of(false, List.of(refusal), new TreeMap<>(), weights, Drift.none(), Orders.none(), Orders.none())
                        .rule())
                .isEqualTo(Rule.LAST_ENDPOINT);
        assertThat(Decision.of(false, List.of(refusal), new TreeMap<>(), weights, Drift.none(), Orders.none(), Orders.none())
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
