package io.regent;

import io.regent.decision.Decision;
import io.regent.decision.Found;
import io.regent.decision.Policy;
import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.decision.Shares;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.RecordExamples;
import io.regent.plan.Records;
import io.regent.plan.ZoneModel;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One world, what is decided in it, and what must hold. Plain conditions, since there are hundreds of thousands. */
final class World {
    private static final long GENERATION = 7;

    private static final Set<Planned> PLANNED = ConcurrentHashMap.newKeySet();

    /** All that a plan is made of. */
    private record Planned(Service service, Map<Region, EndpointState> states, Orders orders, Decision decision) {}

    private final Service service;
    private final Map<Region, EndpointState> states;
    private final Map<Region, Judgement> judgements;
    private final Orders orders;
    private final Set<Region> out;
    private final Instant now;
    private final Decision decision;
    private final Map<Region, Integer> weights;

    /** Nothing stands beside the ledger that says otherwise. */
    World(Service service, Map<Region, EndpointState> states, Map<Region, Judgement> judgements, Instant now) {
        this(service, states, Orders.none(), judgements, Set.of(), now);
    }

    /**
     * @param judgements by what the vantages really hold
     * @param out what routing control took out and the ledger calls in service
     */
    World(
            Service service,
            Map<Region, EndpointState> states,
            Orders orders,
            Map<Region, Judgement> judgements,
            Set<Region> out,
            Instant now) {
        this.service = service;
        this.states = states;
        this.orders = orders;
        this.judgements = judgements;
        this.out = out;
        this.now = now;
        this.decision = Policy.decide(service, states, orders, Found.nothing().withOut(out), judgements, now);
        this.weights = Shares.weights(service, states);
    }

    void keepsTheRules() {
        neverLeavesEveryWeightAtZero();
        isSteadyOnItsOwnResult();
        leavesAlonePeoplesDrains();
        movesNothingThatIsNotUpOrDown();
        leavesAnUpEndpointServing();
        leavesNoTrafficOnWhatIsDownWithoutSayingWhy();
        refusesOnlyWhereNothingIsBetter();
        saysOfEveryChangeWhatItIs();
        isWhatThePlanBrings();
        onlyDrainsWithoutTheLedger();
    }

    /** What routing control took out, by rules that asked for an UP one then, is not given traffic by chance. */
    void keepsTheRulesOfCatchingUp() {
        neverLeavesEveryWeightAtZero();
        isSteadyOnItsOwnResult();
        leavesAlonePeoplesDrains();
        saysOfEveryChangeWhatItIs();
        isWhatThePlanBrings();
        keepsOutWhatRoutingControlTookOut();
        givesTrafficToNothingThatIsDown();
    }

    /** What people asked for, and what a fresh deployment waits for. */
    void keepsTheRulesOfOrders() {
        neverLeavesEveryWeightAtZero();
        leavesAlonePeoplesDrains();
        isWhatThePlanBrings();
        movesNothingWhileHeld();
        endsWhatHasEnded();
        drainsForADrillOnlyUntilItsEnd();
        leavesAnUpEndpointServing();
        bringsEverythingBackInTheEnd();
    }

    private void movesNothingWhileHeld() {
        boolean held = orders.arming().isPresent()
                || orders.hold().map(hold -> hold.isOn(now)).orElse(false);
        expect((decision.rule() == Rule.HELD) == held || decision.newOrders(), "held " + held);
        expect(!held || decision.rule() == Rule.HELD, "held by another rule");
        expect(!held || decision.states().equals(states), "a state changes in spite of a hold");
        expect(!held || decision.weights().equals(weights), "a weight changes in spite of a hold");
        expect(!held || !decision.moves(), "traffic moves in spite of a hold");
        expect(held || !has(Ruling.Withhold.class), "withholds where nothing is held");
    }

    private void endsWhatHasEnded() {
        Orders after = decision.orders();
        expect(
                after.hold().equals(orders.hold().filter(hold -> hold.isOn(now))),
                "a hold is not taken out at its end, or before");
        boolean inEarnest = decision.rulings().stream()
                .filter(ruling -> ruling instanceof Ruling.Drain || ruling instanceof Ruling.CatchUp)
                .anyMatch(ruling -> decision.states().get(ruling.endpoint()) instanceof Drained drained
                        && drained.by() == Mover.AUTOMATIC);
        expect(
                after.outage().equals(orders.outage().filter(outage -> outage.isOn(now) && !inEarnest)),
                "an outage is not taken out at its end or by a drain in earnest, or is before");
        boolean allUp = service.endpoints().stream()
                .map(Endpoint::region)
                .allMatch(region -> isUp(region) || states.get(region) instanceof Drained);
        expect(after.arming().isEmpty() || after.arming().equals(orders.arming()), "arming is put off");
        expect(orders.arming().isEmpty() || after.arming().isPresent() || allUp, "armed though not all is UP");
        expect(after.done().equals(orders.done()) && after.repair().equals(orders.repair()), "a story is lost");
    }

    private void drainsForADrillOnlyUntilItsEnd() {
        decision.states().forEach((region, state) -> {
            if (state instanceof Drained drained && drained.by() == Mover.DRILL && !state.equals(states.get(region))) {
                expect(
                        orders.outage()
                                .filter(outage -> outage.endpoint().equals(region) && outage.isOn(now))
                                .map(Orders.Outage::until)
                                .equals(drained.end()),
                        region + " is drained for a drill with another end than it has");
                expect(!isDown(region), region + " is DOWN in earnest and drained for a drill");
            }
        });
    }

    /** Once every end has come and everything is well, a few runs of whichever controller leave nothing behind. */
    private void bringsEverythingBackInTheEnd() {
        Map<Region, EndpointState> after = decision.states();
        Orders left = decision.orders();
        Instant time = now.plus(Orders.LONGEST);
        for (int run = 0; run < 5; run++) {
            time = time.plusSeconds(60);
            Map<Region, Judgement> well = new TreeMap<>();
            for (Endpoint endpoint : service.endpoints()) {
                Standing up = new Standing.Up(time.minusSeconds(3600));
                well.put(endpoint.region(), new Judgement(endpoint.region(), up, List.of()));
            }
            Decision next = Policy.decide(service, after, left, Found.nothing(), well, time);
            after = next.states();
            left = next.orders();
        }
        expect(
                left.hold().isEmpty()
                        && left.outage().isEmpty()
                        && left.arming().isEmpty(),
                "orders never end: " + left);
        after.forEach((region, state) -> expect(
                state instanceof Serving
                        || (state instanceof Drained drained
                                && drained.end().isEmpty()
                                && drained.by() == Mover.PERSON),
                region + " never comes back: " + state));
    }

    private void keepsOutWhatRoutingControlTookOut() {
        List<Region> others = service.endpoints().stream()
                .map(Endpoint::region)
                .filter(region -> carried(region, decision.states(), decision.weights()) > 0)
                .toList();
        for (Region region : out) {
            boolean had = carried(region, states, weights) > 0;
            boolean goesOn = states.get(region) instanceof Returning && isUp(region);
            boolean refused = decision.rulings().stream()
                    .anyMatch(ruling ->
                            ruling instanceof Ruling.Refuse && ruling.endpoint().equals(region));
            boolean has = carried(region, decision.states(), decision.weights()) > 0;
            expect(!had || !has || goesOn || refused || isCalledIn(region), region + " was taken out and serves");
            boolean alone = others.stream().allMatch(other -> other.equals(region) || isDown(other));
            expect(
                    !refused || alone || isDown(region) || service.policy().minServing() > 1,
                    region + " is given traffic though another one serves");
        }
    }

    private void givesTrafficToNothingThatIsDown() {
        service.endpoints().stream()
                .map(Endpoint::region)
                .forEach(region -> expect(
                        !isDown(region)
                                || carried(region, decision.states(), decision.weights())
                                        <= carried(region, states, weights),
                        region + " is DOWN and gains traffic"));
    }

    void neverLeavesEveryWeightAtZero() {
        expect(decision.weights().values().stream().anyMatch(weight -> weight > 0), "all weights are 0");
        expect(
                decision.weights().equals(Shares.weights(service, decision.states())),
                "the weights are not those of the states");
    }

    void isSteadyOnItsOwnResult() {
        Decision again = Policy.decide(service, decision.states(), decision.orders(), Found.nothing(), judgements, now);
        expect(!again.changes(), "deciding again changes something: " + again);
        expect(again.states().equals(decision.states()), "deciding again gives other states");
    }

    void leavesAlonePeoplesDrains() {
        states.forEach((region, state) -> expect(
                !(state instanceof Drained drained && drained.isKeptOut(now))
                        || state.equals(decision.states().get(region))
                        || (state.by() == Mover.DRILL && isCalledIn(region)),
                region + " was drained by a person and is touched"));
    }

    /** Standbys alone may lose traffic while they are well, to the endpoints that they stood in for. */
    void movesNothingThatIsNotUpOrDown() {
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            int before = carried(region, states, weights);
            int after = carried(region, decision.states(), decision.weights());
            boolean stoodIn = endpoint.baseline() == 0 && after == 0 && aPrimaryServes(decision.states());
            expect(after <= before || isUp(region), region + " gains traffic and is not UP");
            expect(after >= before || isDown(region) || stoodIn, region + " loses traffic and is not DOWN");
        }
    }

    void leavesAnUpEndpointServing() {
        if (has(Ruling.Drain.class)) {
            List<Region> serving = service.endpoints().stream()
                    .map(Endpoint::region)
                    .filter(region -> carried(region, decision.states(), decision.weights()) > 0)
                    .toList();
            expect(serving.stream().anyMatch(this::isUp), "a drain leaves nothing UP");
            expect(serving.size() >= service.policy().minServing(), "a drain leaves too few");
        }
    }

    void leavesNoTrafficOnWhatIsDownWithoutSayingWhy() {
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            boolean refused = decision.rulings().stream()
                    .anyMatch(ruling ->
                            ruling instanceof Ruling.Refuse && ruling.endpoint().equals(region));
            boolean keeps = isDown(region) && carried(region, decision.states(), decision.weights()) > 0;
            expect(refused == keeps, region + " is DOWN with traffic: " + keeps + ", and refused: " + refused);
        }
    }

    /** Unless a standby could help that has no share, because an endpoint which has one serves and is not DOWN. */
    void refusesOnlyWhereNothingIsBetter() {
        boolean refused = decision.rulings().stream()
                .anyMatch(ruling -> ruling instanceof Ruling.Refuse && ruling.rule() == Rule.NOTHING_BETTER);
        boolean primaryStays = service.endpoints().stream()
                .anyMatch(e -> e.baseline() > 0 && states.get(e.region()) instanceof Serving && !isDown(e.region()));
        boolean better = service.endpoints().stream()
                .anyMatch(e -> isUp(e.region())
                        && !(states.get(e.region()) instanceof Drained drained
                                && drained.isKeptOut(now)
                                && drained.by() != Mover.DRILL)
                        && (e.baseline() > 0 || !primaryStays));
        expect(!refused || !better || service.policy().minServing() > 1, "refused though something is better");
    }

    void saysOfEveryChangeWhatItIs() {
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            boolean changed =
                    !Objects.equals(states.get(region), decision.states().get(region));
            boolean said = decision.rulings().stream()
                    .anyMatch(ruling -> ruling.endpoint().equals(region) && agrees(ruling));
            expect(changed == said, region + " changed: " + changed + ", and it is said: " + said);
        }
    }

    private boolean agrees(Ruling ruling) {
        EndpointState before = states.get(ruling.endpoint());
        EndpointState after = decision.states().get(ruling.endpoint());
        int had = carried(ruling.endpoint(), states, weights);
        return switch (ruling) {
            case Ruling.Drain drain -> after instanceof Drained && had > 0 && isDown(drain.endpoint());
            case Ruling.PassOver passOver ->
                after instanceof Drained
                        && (had == 0 || aPrimaryServes(decision.states()))
                        && !isUp(passOver.endpoint());
            case Ruling.CallIn callIn ->
                before instanceof Drained
                        && after instanceof Serving
                        && (has(Ruling.Drain.class) || has(Ruling.CatchUp.class));
            case Ruling.StepBack stepBack ->
                isUp(stepBack.endpoint())
                        && (after instanceof Serving ? stepBack.percent() == 100 : after instanceof Returning);
            case Ruling.CatchUp catchUp ->
                had > 0
                        && out.contains(catchUp.endpoint())
                        && !isDown(catchUp.endpoint())
                        && (after instanceof Drained || isCalledIn(catchUp.endpoint()));
            case Ruling.Evacuate evacuate -> throw failure("evacuates without a person");
            case Ruling.GiveBack giveBack -> throw failure("gives back without a person");
            case Ruling.Adopt adopt -> throw failure("adopts what the ledger knows");
            case Ruling.Restore restore -> throw failure("restores what does not differ");
            case Ruling.Report report -> throw failure("reports what does not differ");
            case Ruling.Withhold withhold -> throw failure("withholds where nothing is held");
            case Ruling.KeepOut keepOut -> false;
            case Ruling.Await await -> false;
            case Ruling.Refuse refuse -> false;
        };
    }

    /** By what stands and what is decided alone: of the worlds that differ in nothing else, one is looked at. */
    void isWhatThePlanBrings() {
        if (!PLANNED.add(new Planned(service, states, orders, decision))) {
            return;
        }
        Ledger ledger = new Ledger(GENERATION, new TreeMap<>(states), new Agreement.Agreed(), orders);
        Records read = RecordExamples.records(service, ledger, weights);
        Plan plan = Planner.plan(service, read, decision);
        ZoneModel zone = new ZoneModel(read);
        expect(plan.isEmpty() == !decision.changes(), "a plan without a change, or the other way round");
        expect(plan.safe() && plan.problems().isEmpty(), "problems: " + plan.problems());
        expect(zone.apply(plan.changes()), "the plan does not fit what was read");
        expect(zone.records().weights(service).equals(decision.weights()), "other weights than decided");
        LedgerReading expected = new LedgerReading.Present(new Ledger(
                GENERATION + (plan.isEmpty() ? 0 : 1), decision.states(), new Agreement.Agreed(), decision.orders()));
        expect(zone.records().ledger(service).equals(expected), "another ledger than decided");
        expect(plan.isEmpty() || !zone.apply(plan.changes()), "a plan from an older reading is applied");
    }

    void onlyDrainsWithoutTheLedger() {
        Decision blind = Policy.decideWithoutLedger(service, states, judgements, now);
        blind.states()
                .forEach((region, state) -> expect(
                        state.equals(states.get(region)) || (state instanceof Drained && !isUp(region)),
                        region + " is brought back without the ledger"));
    }

    void drainsNothingOnInsideVoicesAlone(List<Verdict> verdicts) {
        for (Ruling ruling : decision.rulings()) {
            expect(
                    !(ruling instanceof Ruling.Drain)
                            || verdicts.stream()
                                    .anyMatch(v -> v.endpoint().equals(ruling.endpoint())
                                            && !v.vantage().equals(ruling.endpoint())
                                            && v.health() == Health.UNHEALTHY),
                    ruling.endpoint() + " is drained on inside voices alone");
        }
    }

    /** The weight of an endpoint, none for one that is drained: Route 53 may answer it, for want of any other. */
    private static int carried(Region region, Map<Region, EndpointState> states, Map<Region, Integer> weights) {
        return states.get(region) instanceof Drained ? 0 : weights.getOrDefault(region, 0);
    }

    private boolean aPrimaryServes(Map<Region, EndpointState> after) {
        return service.endpoints().stream().anyMatch(e -> e.baseline() > 0 && after.get(e.region()) instanceof Serving);
    }

    private boolean isCalledIn(Region region) {
        return decision.rulings().contains(new Ruling.CallIn(region));
    }

    private boolean has(Class<? extends Ruling> kind) {
        return decision.rulings().stream().anyMatch(kind::isInstance);
    }

    private boolean isUp(Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isUp();
    }

    private boolean isDown(Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isDown();
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw failure(otherwise);
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError("%s%nservice %s%nstates %s%njudgements %s%ndecision %s"
                .formatted(
                        what,
                        service.endpoints().stream()
                                .map(e -> e.region() + "=" + e.baseline())
                                .toList(),
                        states,
                        judgements,
                        decision));
    }
}
