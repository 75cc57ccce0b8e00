package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.desk.Office.drained;
import static io.regent.desk.Office.evacuated;
import static io.regent.desk.Office.serving;
import static io.regent.drill.Overriding.ANOTHER_DRILL;
import static io.regent.drill.Overriding.ARMING;
import static io.regent.drill.Overriding.CAPACITY;
import static io.regent.drill.Overriding.HOLD;
import static io.regent.drill.Overriding.LAST_ENDPOINT;
import static io.regent.drill.Overriding.NOT_DRAINED;
import static io.regent.drill.Overriding.NOT_UP;
import static io.regent.drill.Overriding.REPAIRED_LATELY;
import static io.regent.drill.Overriding.REST_NOT_UP;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static io.regent.fleet.ServiceExamples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.decision.Found;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Means;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each reason for a refusal, and what overrides it. */
class DeliberationTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Request EVACUATE = new Request.Evacuate(IRELAND, HOUR);
    private static final Request OUTAGE = new Request.Outage(IRELAND, HOUR);

    private Service service = ServiceExamples.service(policy(1), 50, 50);
    private final Map<Region, EndpointState> states = new TreeMap<>(Map.of(IRELAND, serving(), MUMBAI, serving()));
    private final Map<Region, Judgement> judgements = new TreeMap<>();
    private Orders orders = Orders.none();

    DeliberationTest() {
        List.of(IRELAND, MUMBAI, OHIO).forEach(region -> judge(region, new Standing.Up(NOON.minusSeconds(60))));
    }

    /** The same service, which a fresh deployment observes for three minutes. */
    private static Service arming(Service service) {
        PolicySettings policy = service.policy();
        return service.withPolicy(new PolicySettings(
                policy.minServing(),
                policy.stabilisation(),
                policy.steps(),
                policy.stepHold(),
                policy.freshness(),
                policy.drift(),
                Duration.ofMinutes(3),
                policy.failback(),
                policy.repair()));
    }

    private void judge(Region region, Standing standing) {
        judgements.put(region, new Judgement(region, standing, List.of()));
    }

    private Consent ask(Request request, Overriding... force) {
        Situation situation = new Situation(
                service,
                new Ledger(3, new TreeMap<>(states), new Agreement.Agreed(), orders),
                Found.nothing(),
                judgements,
                NOON);
        return Deliberation.on(asked(request, force), situation);
    }

    private Request.Asked asked(Request request, Overriding... force) {
        return new Request.Asked("id", "anna", service, Set.copyOf(Arrays.asList(force)), request);
    }

    private List<Optional<Overriding>> refusedBecause(Request request, Overriding... force) {
        return ask(request, force) instanceof Consent.Refused refused
                ? refused.refusals().stream().map(Refusal::force).toList()
                : List.of();
    }

    /** What is refused for one reason alone goes with that force, and names it. */
    private void goesWith(Overriding force, Request request) {
        assertThat(refusedBecause(request)).containsExactly(Optional.of(force));
        List<Refusal> forced =
                switch (ask(request, force)) {
                    case Consent.Given given -> given.forced();
                    case Consent.Retiring retiring -> retiring.forced();
                    case Consent.Refused refused -> List.of();
                    case Consent.Unneeded unneeded -> List.of();
                };
        assertThat(forced).extracting(Refusal::force).containsExactly(Optional.of(force));
        for (Overriding other : Overriding.values()) {
            if (other != force) {
                assertThat(refusedBecause(request, other)).containsExactly(Optional.of(force));
            }
        }
    }

    private void goesWithNothing(Request request) {
        assertThat(refusedBecause(request, Overriding.values())).containsExactly(Optional.empty());
    }

    @Test
    void whatIsSafeIsNotRefused() {
        for (Request request : List.of(EVACUATE, OUTAGE, new Request.Hold(HOUR), new Request.Retire())) {
            assertThat(refusedBecause(request)).isEmpty();
        }
    }

    @Test
    void whatWouldServeInsteadMustBeUp() {
        for (Standing standing : List.of(new Standing.Down(), new Standing.Disputed(), new Standing.Unseen())) {
            judge(MUMBAI, standing);
            goesWith(REST_NOT_UP, EVACUATE);
            goesWithNothing(OUTAGE);
        }
    }

    @Test
    void anEndpointOfWhichNothingIsKnownIsNotUp() {
        judgements.clear();
        goesWith(REST_NOT_UP, EVACUATE);
    }

    @Test
    void whatLeavesNothingServingIsRefusedWhateverIsForced() {
        states.put(MUMBAI, drained(Mover.AUTOMATIC));
        goesWithNothing(EVACUATE);
        goesWithNothing(OUTAGE);
    }

    @Test
    void fewerThanThePolicyAsksForAreTooFew() {
        service = ServiceExamples.service(policy(2), 50, 50, 50);
        states.put(OHIO, drained(Mover.AUTOMATIC));
        goesWith(LAST_ENDPOINT, EVACUATE);
        goesWithNothing(OUTAGE);
    }

    @Test
    void whatWouldServeAndIsUpMustCarryTheWholeLoad() {
        service = ServiceExamples.service(policy(1), 50, 50, 50);
        states.put(OHIO, serving());
        List<Endpoint> small = service.endpoints().stream()
                .map(each -> new Endpoint(each.region(), each.targets(), each.baseline(), 60))
                .toList();
        service = new Service(
                service.name(),
                service.zone(),
                service.recordTypes(),
                service.routing(),
                small,
                service.vantages(),
                service.probe(),
                service.policy());
        assertThat(refusedBecause(EVACUATE)).as("60 and 60").isEmpty();
        judge(OHIO, new Standing.Down());
        goesWith(CAPACITY, EVACUATE);
        goesWith(CAPACITY, OUTAGE);
    }

    @Test
    void whatIsOutAlreadyTakesNothingAway() {
        states.put(IRELAND, drained(Mover.AUTOMATIC));
        judge(MUMBAI, new Standing.Disputed());
        assertThat(refusedBecause(EVACUATE)).isEmpty();
        goesWithNothing(OUTAGE);
    }

    @Test
    void oneDrillAtATime() {
        service = ServiceExamples.service(policy(1), 50, 50, 50);
        states.put(OHIO, evacuated(HOUR));
        goesWith(ANOTHER_DRILL, EVACUATE);
        goesWith(ANOTHER_DRILL, OUTAGE);
        goesWith(ANOTHER_DRILL, new Request.Retire());
        states.put(OHIO, evacuated(Duration.ofMinutes(5)));
        assertThat(refusedBecause(EVACUATE)).as("its end has come").isEmpty();
        states.put(OHIO, serving());
        orders = orders.withOutage(Optional.of(new Orders.Outage(OHIO, NOON, NOON.plus(HOUR))));
        goesWith(ANOTHER_DRILL, EVACUATE);
        goesWith(ANOTHER_DRILL, OUTAGE);
    }

    @Test
    void oneOutageOfARegionAtATime() {
        orders = orders.withOutage(Optional.of(new Orders.Outage(IRELAND, NOON, NOON.plus(HOUR))));
        goesWith(ANOTHER_DRILL, OUTAGE);
    }

    @Test
    void aHoldBindsEverybodyElse() {
        states.put(IRELAND, drained(Mover.AUTOMATIC));
        orders = orders.withHold(Optional.of(
                new Orders.Hold(Marks.of(service.name(), "berta"), NOON.minusSeconds(60), NOON.plusSeconds(60))));
        for (Request request : List.of(
                EVACUATE,
                new Request.Restore(IRELAND),
                new Request.Hold(HOUR),
                new Request.Release(),
                new Request.Repair(IRELAND, Means.REBOOT),
                new Request.Retire())) {
            goesWith(HOLD, request);
        }
    }

    @Test
    void aHoldOfOnesOwnBindsNobodyButAnOutage() {
        orders = orders.withHold(Optional.of(
                new Orders.Hold(Marks.of(service.name(), "anna"), NOON.minusSeconds(60), NOON.plusSeconds(60))));
        assertThat(refusedBecause(EVACUATE)).isEmpty();
        goesWithNothing(OUTAGE);
    }

    @Test
    void aHoldThatIsOverBindsNobody() {
        orders = orders.withHold(
                Optional.of(new Orders.Hold(Marks.of(service.name(), "berta"), NOON.minusSeconds(60), NOON)));
        assertThat(refusedBecause(EVACUATE)).isEmpty();
        assertThat(ask(new Request.Release())).isInstanceOf(Consent.Unneeded.class);
    }

    @Test
    void aFreshDeploymentObservesFirst() {
        orders = Orders.fresh(NOON.minusSeconds(60));
        assertThat(refusedBecause(EVACUATE)).as("a policy that arms at once").isEmpty();
        service = arming(service);
        goesWith(ARMING, EVACUATE);
        goesWithNothing(OUTAGE);
        assertThat(refusedBecause(new Request.Hold(HOUR))).isEmpty();
    }

    @Test
    void whatComesBackMustBeUp() {
        states.put(IRELAND, drained(Mover.AUTOMATIC));
        judge(IRELAND, new Standing.Down());
        goesWith(NOT_UP, new Request.Restore(IRELAND));
        goesWith(NOT_UP, new Request.Retire());
    }

    @Test
    void onlyWhatIsDrainedIsRepairedAndNotTwiceAnHour() {
        Request repair = new Request.Repair(IRELAND, Means.ADDRESS);
        goesWith(NOT_DRAINED, repair);
        states.put(IRELAND, drained(Mover.AUTOMATIC));
        orders = orders.withRepair(new Orders.Repair(MUMBAI, NOON.minus(HOUR).plusSeconds(1)));
        goesWith(REPAIRED_LATELY, repair);
        orders = orders.withRepair(new Orders.Repair(MUMBAI, NOON.minus(HOUR)));
        assertThat(refusedBecause(repair)).isEmpty();
    }

    @Test
    void everyReasonIsToldAtOnce() {
        service = arming(service);
        orders = Orders.fresh(NOON)
                .withHold(Optional.of(new Orders.Hold(Marks.of(service.name(), "berta"), NOON, NOON.plus(HOUR))))
                .withOutage(Optional.of(new Orders.Outage(MUMBAI, NOON, NOON.plus(HOUR))));
        judge(MUMBAI, new Standing.Down());
        assertThat(refusedBecause(EVACUATE))
                .containsExactlyInAnyOrder(
                        Optional.of(HOLD), Optional.of(ARMING), Optional.of(ANOTHER_DRILL), Optional.of(REST_NOT_UP));
        List<Overriding> all = new ArrayList<>(List.of(HOLD, ARMING, ANOTHER_DRILL, REST_NOT_UP));
        assertThat(refusedBecause(EVACUATE, all.toArray(Overriding[]::new))).isEmpty();
        all.remove(ARMING);
        assertThat(refusedBecause(EVACUATE, all.toArray(Overriding[]::new))).containsExactly(Optional.of(ARMING));
    }

    @Test
    void aRequestThatWasCarriedOutBeforeIsNotLookedAt() {
        orders = orders.withDone(Marks.of(asked(EVACUATE)));
        judge(MUMBAI, new Standing.Down());
        assertThat(ask(EVACUATE)).isInstanceOf(Consent.Unneeded.class);
    }

    @Test
    void anIdIsForOneRequest() {
        orders = orders.withDone(Marks.of(asked(EVACUATE)));
        states.put(IRELAND, evacuated(HOUR));
        for (Request other : List.of(
                new Request.Restore(IRELAND),
                new Request.Hold(HOUR),
                new Request.Evacuate(IRELAND, HOUR.plusSeconds(1)),
                new Request.Evacuate(MUMBAI, HOUR),
                new Request.Retire())) {
            goesWithNothing(other);
        }
        orders = Orders.none().withDone(Marks.of(asked(new Request.Repair(IRELAND, Means.REBOOT))));
        goesWithNothing(new Request.Repair(IRELAND, Means.ADDRESS));
    }

    /** Another region's fleet may have it still; this one cannot give it back. */
    @Test
    void aRegionThatIsNoEndpointIsInNobodysWay() {
        states.put(OHIO, drained(Mover.PERSON));
        for (Request request : List.of(EVACUATE, OUTAGE, new Request.Retire())) {
            assertThat(refusedBecause(request)).isEmpty();
        }
    }

    @Test
    void whatEndsUnderAHoldEndsWithIt() {
        Orders.Hold hold = new Orders.Hold(Marks.of(service.name(), "anna"), NOON.minusSeconds(60), NOON.plus(HOUR));
        orders = orders.withHold(Optional.of(hold));
        assertThat(end(new Request.Evacuate(IRELAND, Duration.ofMinutes(30)))).contains(hold.until());
        assertThat(end(new Request.Evacuate(IRELAND, HOUR.plusSeconds(1))))
                .contains(NOON.plus(HOUR).plusSeconds(1));
        assertThat(end(new Request.Hold(Duration.ofMinutes(30)))).contains(NOON.plus(Duration.ofMinutes(30)));
    }

    private Optional<Instant> end(Request request) {
        return ask(request) instanceof Consent.Given given ? given.end() : Optional.empty();
    }

    @Test
    void anotherEndSaysWhichOneItWas() {
        assertThat(notes(EVACUATE)).isEmpty();
        states.put(IRELAND, evacuated(Duration.ofMinutes(11)));
        assertThat(notes(EVACUATE)).containsExactly("eu-west-1 was to be kept out until 2026-03-01T12:01:00Z.");
        states.put(IRELAND, drained(Mover.PERSON));
        assertThat(notes(EVACUATE)).containsExactly("eu-west-1 was to be kept out without an end.");
        states.put(IRELAND, drained(Mover.AUTOMATIC));
        assertThat(notes(EVACUATE)).isEmpty();
    }

    private List<String> notes(Request request) {
        return ask(request) instanceof Consent.Given given ? given.notes() : List.of("not given");
    }
}
