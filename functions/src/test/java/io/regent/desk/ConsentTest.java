package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.desk.Office.drained;
import static io.regent.desk.Office.serving;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.decision.Found;
import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.drill.Request;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Ledger;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a request that is granted writes. */
class ConsentTest {
    private static final Request RESTORE = new Request.Restore(IRELAND);
    private static final Request EVACUATE = new Request.Evacuate(IRELAND, Duration.ofHours(1));

    private Service service = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
    private final Map<Region, EndpointState> states =
            new TreeMap<>(Map.of(IRELAND, drained(Mover.AUTOMATIC), MUMBAI, serving()));
    private Orders orders = Orders.none();
    private Agreement agreement = new Agreement.Agreed();
    private SortedMap<Region, SortedMap<RecordType, Integer>> records = new TreeMap<>();

    private Consent ask(Request request) {
        Map<Region, Judgement> judgements = new TreeMap<>();
        for (Region region : List.of(IRELAND, MUMBAI, OHIO)) {
            judgements.put(region, new Judgement(region, new Standing.Up(NOON), List.of()));
        }
        Situation situation = new Situation(
                service,
                new Ledger(3, new TreeMap<>(states), agreement, orders),
                new Found(agreement, records, Set.of()),
                judgements,
                NOON.plusMillis(700));
        return Deliberation.on(asked(request), situation);
    }

    private Request.Asked asked(Request request) {
        return new Request.Asked("id", "anna", service, Set.of(), request);
    }

    private Consent.Given given(Request request) {
        return (Consent.Given) ask(request);
    }

    private Orders.Hold hold(String by, Instant until) {
        return new Orders.Hold(Marks.of(service.name(), by), NOON.minusSeconds(60), until);
    }

    private static PolicySettings steps(Integer... steps) {
        PolicySettings policy = ServiceExamples.policy(1);
        return new PolicySettings(
                1,
                policy.stabilisation(),
                List.of(steps),
                policy.stepHold(),
                policy.freshness(),
                DriftPolicy.ADOPT,
                policy.arming(),
                Failback.AUTOMATIC,
                Set.of());
    }

    @Test
    void whatIsWrittenHasWholeSecondsAndTheRequestsMark() {
        Consent.Given given = given(EVACUATE);

        assertThat(given.end()).contains(NOON.plusSeconds(3_600));
        assertThat(given.decision().states().get(IRELAND))
                .isEqualTo(new Drained(NOON, Mover.PERSON, Optional.of(NOON.plusSeconds(3_600))));
        assertThat(given.decision().orders().done()).containsExactly(Marks.of(asked(EVACUATE)));
    }

    @Test
    void whatComesBackTakesItsFirstStep() {
        assertThat(given(RESTORE).decision().states()).containsEntry(IRELAND, new Returning(1, NOON, Mover.PERSON));
        assertThat(given(RESTORE).decision().rulings()).containsExactly(new Ruling.GiveBack(IRELAND, 5));
    }

    @Test
    void whereThereIsOneStepItComesBackWhole() {
        service = service.withPolicy(steps(100));

        assertThat(given(RESTORE).decision().states()).containsEntry(IRELAND, new Serving(NOON, Mover.PERSON));
        assertThat(given(RESTORE).decision().rulings()).containsExactly(new Ruling.GiveBack(IRELAND, 100));
    }

    @Test
    void aStandbyComesBackWhole() {
        service = ServiceExamples.service(ServiceExamples.policy(1), 0, 100);

        assertThat(given(RESTORE).decision().states()).containsEntry(IRELAND, new Serving(NOON, Mover.PERSON));
    }

    @Test
    void thatTheOtherStepsWaitForAHoldIsSaidWhereThereAreOthers() {
        orders = orders.withHold(Optional.of(hold("anna", NOON.plusSeconds(60))));
        assertThat(given(RESTORE).notes()).containsExactly("A hold is on: the steps after the first wait for its end.");

        service = service.withPolicy(steps(100));
        assertThat(given(RESTORE).notes()).isEmpty();
    }

    @Test
    void anOutageDrillThatAHoldStopsIsToldOf() {
        orders = orders.withOutage(Optional.of(new Orders.Outage(IRELAND, NOON, NOON.plusSeconds(60))));

        assertThat(given(new Request.Hold(Duration.ofHours(1))).notes())
                .containsExactly("An outage drill on eu-west-1 is on until 2026-03-01T12:01:00Z: while the hold lasts,"
                        + " nothing comes of it.");
    }

    @Test
    void anOutageDrillThatIsOverIsNoneToRestore() {
        states.put(IRELAND, serving());
        orders = orders.withOutage(Optional.of(new Orders.Outage(IRELAND, NOON.minusSeconds(60), NOON)));

        assertThat(ask(RESTORE)).isEqualTo(new Consent.Unneeded("eu-west-1 serves already"));
    }

    @Test
    void restoringOneRegionLeavesTheOutageDrillOnAnother() {
        orders = orders.withOutage(Optional.of(new Orders.Outage(MUMBAI, NOON, NOON.plusSeconds(60))));

        assertThat(given(RESTORE).decision().orders().outage()).isPresent();
    }

    /** Where traffic moves all weights are written, so that the records agree with the ledger from then on. */
    @Test
    void recordsThatDifferedAgreeOnceTrafficMoves() {
        agreement = new Agreement.Differing(NOON.minusSeconds(60));

        assertThat(given(RESTORE).decision().drift().noted()).isEqualTo(new Agreement.Agreed());
        assertThat(given(new Request.Hold(Duration.ofHours(1)))
                        .decision()
                        .drift()
                        .noted())
                .isEqualTo(agreement);
    }

    /** Where the policy adopts what a person wrote into the records, it is adopted with the move. */
    @Test
    void whatARecordSaysOtherwiseIsAdoptedWithAMoveAndNotWithout() {
        service = ServiceExamples.service(steps(5, 25, 100), 50, 50, 50);
        states.put(IRELAND, serving());
        states.put(OHIO, drained(Mover.AUTOMATIC));
        for (Region region : List.of(IRELAND, MUMBAI, OHIO)) {
            records.put(region, new TreeMap<>(Map.of(RecordType.A, 50, RecordType.AAAA, 50)));
        }

        Consent.Given moved = given(EVACUATE);
        assertThat(moved.decision().rulings())
                .containsExactly(
                        new Ruling.Evacuate(IRELAND, NOON.plusSeconds(3_600)), new Ruling.Adopt(OHIO, Rule.DRIFT));
        assertThat(moved.decision().states()).containsEntry(OHIO, new Serving(NOON, Mover.PERSON));
        Consent.Given held = given(new Request.Hold(Duration.ofHours(1)));
        assertThat(held.decision().rulings()).isEmpty();
        assertThat(held.decision().states()).isEqualTo(states);
    }

    @Test
    void whatJustCarriesTheLoadIsEnoughAndAPercentLessIsNot() {
        states.put(IRELAND, serving());
        assertThat(ask(EVACUATE)).isInstanceOf(Consent.Given.class);
        List<Endpoint> weaker = service.endpoints().stream()
                .map(each -> new Endpoint(each.region(), each.targets(), each.baseline(), 99))
                .toList();
        service = new Service(
                service.name(),
                service.zone(),
                service.recordTypes(),
                service.routing(),
                weaker,
                service.vantages(),
                service.probe(),
                service.policy());

        assertThat(ask(EVACUATE))
                .isInstanceOfSatisfying(
                        Consent.Refused.class,
                        refused -> assertThat(refused.refusals())
                                .extracting(Refusal::why)
                                .containsExactly("what would serve and is UP carries 99 % of the load"));
    }
}
