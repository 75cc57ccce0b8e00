package io.regent.decision;

import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides. The endpoints that are DOWN and have traffic, and each that is drained or on its way back, are held against
 * the rules in their order; the states change as the rulings fall, so that what comes later counts what came before.
 */
public final class Policy {
    private final Service service;
    private final Orders orders;
    private final Map<Region, Judgement> judgements;
    private final Set<Region> out;
    private final Instant now;
    private final SortedMap<Region, EndpointState> states;
    private final List<Ruling> rulings = new ArrayList<>();

    private Policy(
            Service service,
            Map<Region, EndpointState> states,
            Orders orders,
            Map<Region, Judgement> judgements,
            Set<Region> out,
            Instant now) {
        this.service = service;
        this.orders = orders;
        this.judgements = judgements;
        this.out = new TreeSet<>(out);
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.states = new TreeMap<>(states);
    }

    /**
     * What should serve now.
     *
     * @param ledger what the ledger says that each endpoint of the service is doing; all of them. Of regions where the
     *     service has no endpoint (another region's settings may be newer or older) the states are kept as they are.
     * @param orders what it holds beside that
     * @param found what stands beside it
     * @param judgements of each endpoint; one that is missing moves nothing
     */
    public static Decision decide(
            Service service,
            Map<Region, EndpointState> ledger,
            Orders orders,
            Found found,
            Map<Region, Judgement> judgements,
            Instant now) {
        Policy policy = new Policy(service, states(service, ledger, found, now), orders, judgements, found.out(), now);
        policy.sayWhatIsAdopted(ledger);
        SortedMap<Region, EndpointState> start = new TreeMap<>(policy.states);
        policy.drainWhatIsDown(true);
        policy.stepBackWhatIsUp();
        policy.drainWhatWasRefused();
        return policy.settleDrift(Drift.between(service, ledger, start, found, policy.now), start, found);
    }

    /**
     * What each endpoint is doing: what the ledger says, or the records where they are to be adopted. A person's hand
     * in the records then counts before any rule does.
     */
    public static SortedMap<Region, EndpointState> states(
            Service service, Map<Region, EndpointState> ledger, Found found, Instant now) {
        return switch (service.policy().drift()) {
            case ADOPT -> Adoption.of(service, ledger, found, now.truncatedTo(ChronoUnit.SECONDS));
            case RESTORE, REPORT -> new TreeMap<>(ledger);
        };
    }

    /**
     * What should serve now, when the ledger cannot be read: drains what is DOWN, and brings nothing back.
     *
     * @param states as far as they can be told without the ledger
     */
    public static Decision decideWithoutLedger(
            Service service, Map<Region, EndpointState> states, Map<Region, Judgement> judgements, Instant now) {
        Policy policy = new Policy(service, states, Orders.none(), judgements, Set.of(), now);
        policy.drainWhatIsDown(false);
        return policy.decision();
    }

    /**
     * Takes into the ledger what it does not know yet, as the records have it, and moves nothing: acting waits for the
     * next run.
     *
     * @param known what the ledger says; kept, as in {@link #decide}
     * @param orders what it holds beside that
     * @param weights the weights that stand in the records, where there is one. All 0 is what Route 53 reads as all
     *     equal, so they then all count as serving.
     * @param out the endpoints that routing control has out: they count as drained, unless those are all
     */
    public static Decision adopt(
            Service service,
            Map<Region, EndpointState> known,
            Orders orders,
            Map<Region, Integer> weights,
            Set<Region> out,
            Instant now) {
        Policy policy = new Policy(service, known, orders, Map.of(), out, now);
        boolean someServe = service.endpoints().stream().anyMatch(endpoint -> !out.contains(endpoint.region()));
        boolean allEqual = weights.values().stream().allMatch(weight -> weight == 0);
        List<Endpoint> standbysLast = service.endpoints().stream()
                .sorted(Comparator.comparing(endpoint -> endpoint.baseline() == 0))
                .toList();
        for (Endpoint endpoint : standbysLast) {
            Region region = endpoint.region();
            if (!known.containsKey(region)) {
                int weight = allEqual ? endpoint.baseline() : weights.getOrDefault(region, endpoint.baseline());
                policy.states.put(
                        region,
                        someServe && out.contains(region)
                                ? new Drained(policy.now, Mover.AUTOMATIC)
                                : policy.asRecorded(endpoint, weight));
                policy.rulings.add(new Ruling.Adopt(region, Rule.STEADY));
            }
        }
        return policy.decision();
    }

    private EndpointState asRecorded(Endpoint endpoint, int weight) {
        boolean passedOver = endpoint.baseline() == 0 && weight == 0 && Shares.takeover(service, states);
        if (weight >= endpoint.baseline() && !passedOver) {
            return new Serving(now, Mover.AUTOMATIC);
        }
        if (weight == 0) {
            return new Drained(now, Mover.AUTOMATIC);
        }
        int step = service.policy().steps().size() - 1;
        while (step > 1 && weight < Shares.stepped(service, endpoint.baseline(), step)) {
            step--;
        }
        return step == 0 ? new Serving(now, Mover.AUTOMATIC) : new Returning(step, now, Mover.AUTOMATIC);
    }

    private Decision decision() {
        return Decision.of(rulings, states, Shares.weights(service, states), Drift.none(), orders, orders);
    }

    private void sayWhatIsAdopted(Map<Region, EndpointState> ledger) {
        states.forEach((region, state) -> {
            if (!state.equals(ledger.get(region))) {
                rulings.add(new Ruling.Adopt(region, Rule.DRIFT));
            }
        });
    }

    /**
     * The decision, with what becomes of records that differ from the ledger and of which no rule has spoken yet. Where
     * traffic moves, all weights are written, and where it does not, those that are to be restored. A DOWN endpoint is
     * given no traffic by that: what differs there waits, and all of it where nothing would be left.
     */
    private Decision settleDrift(List<Drift.Difference> differences, Map<Region, EndpointState> start, Found found) {
        SortedMap<Region, Integer> weights = Shares.weights(service, states);
        List<Region> drifted = Shares.weights(service, start).entrySet().stream()
                .filter(e -> found.differs(e.getKey(), e.getValue()))
                .map(Map.Entry::getKey)
                .filter(region -> found.differs(region, weights.getOrDefault(region, 0)))
                .toList();
        boolean moves = rulings.stream().anyMatch(Ruling::moves);
        Set<Region> left = new TreeSet<>(drifted);
        if (moves || service.policy().drift() == DriftPolicy.RESTORE) {
            left.removeIf(region -> !isDown(region) || found.least(region) >= weights.getOrDefault(region, 0));
            left.forEach(region -> weights.put(region, found.least(region)));
            if (weights.values().stream().allMatch(weight -> weight == 0)) {
                weights.putAll(Shares.weights(service, states));
                left.clear();
                if (!moves && !found.allZero()) {
                    left.addAll(drifted);
                }
            }
        }
        for (Region region : drifted) {
            if (left.contains(region)) {
                rulings.add(new Ruling.Report(region));
            } else if (rulings.stream()
                    .noneMatch(ruling -> ruling.moves() && ruling.endpoint().equals(region))) {
                rulings.add(new Ruling.Restore(region));
            }
        }
        Agreement noted =
                left.isEmpty() ? new Agreement.Agreed() : new Agreement.Differing(Drift.since(found.agreement(), now));
        return Decision.of(rulings, states, weights, new Drift(differences, found.agreement(), noted), orders, orders);
    }

    /**
     * All at once, so that standbys can take over from several; where that is refused, one by one, first what routing
     * control has out already.
     */
    private void drainWhatIsDown(boolean mayCallIn) {
        List<Region> leaving = serving(states).stream()
                .filter(region -> isDown(region) || isOut(region))
                .sorted(Comparator.comparing((Region region) -> !isOut(region)).thenComparing(this::isUp))
                .toList();
        if (!drain(leaving, mayCallIn).isEmpty()) {
            leaving.forEach(region -> rulings.addAll(drain(List.of(region), mayCallIn)));
        }
        passOverWhatIsDown();
    }

    /** What has just come back may be what a refused drain was missing: nothing waits for the next run to see that. */
    private void drainWhatWasRefused() {
        if (rulings.removeIf(Ruling.Refuse.class::isInstance)) {
            drainWhatIsDown(true);
        }
    }

    /** Drains all of them or none, and says why not. */
    private List<Ruling> drain(List<Region> regions, boolean mayCallIn) {
        SortedMap<Region, EndpointState> after = new TreeMap<>(states);
        List<Ruling> wanted = new ArrayList<>();
        for (Region region : regions) {
            after.put(region, new Drained(now, Mover.AUTOMATIC));
            wanted.add(isDown(region) ? new Ruling.Drain(region) : new Ruling.CatchUp(region));
        }
        if (regions.isEmpty()) {
            return List.of();
        }
        boolean done = regions.stream().allMatch(this::isOut);
        passOverStandbys(after, wanted, done);
        if (mayCallIn) {
            callIn(after, wanted, done);
        }
        if (nothingBetter(after, done)) {
            return refusals(regions, Rule.NOTHING_BETTER, "no endpoint that would serve instead is UP");
        }
        if (tooFew(after)) {
            return refusals(
                    regions,
                    Rule.LAST_ENDPOINT,
                    "%d would serve, the policy asks for %d"
                            .formatted(serving(after).size(), service.policy().minServing()));
        }
        states.putAll(after);
        rulings.addAll(wanted);
        regions.forEach(out::remove);
        return List.of();
    }

    /**
     * Whether no endpoint that would serve instead is UP. Where routing control has done it already, by second opinions
     * that said so then, one is enough that is not DOWN: traffic does not go back because nobody can tell just now.
     */
    private boolean nothingBetter(Map<Region, EndpointState> after, boolean done) {
        return serving(after).stream().noneMatch(region -> done ? !isDown(region) : isUp(region));
    }

    private static List<Ruling> refusals(List<Region> regions, Rule rule, String why) {
        return regions.stream()
                .<Ruling>map(region -> new Ruling.Refuse(region, rule, why))
                .toList();
    }

    /** A standby without traffic that is DOWN needs no leave to go: nobody is served by it. */
    private void passOverWhatIsDown() {
        List<Region> serving = serving(states);
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            if (isDown(region) && !serving.contains(region) && !(states.get(region) instanceof Drained)) {
                states.put(region, new Drained(now, Mover.AUTOMATIC));
                rulings.add(new Ruling.PassOver(region));
            }
        }
    }

    /** A drain that makes the standbys take over leaves out those that are not UP, or not fit for what is done. */
    private void passOverStandbys(Map<Region, EndpointState> after, List<Ruling> wanted, boolean done) {
        if (!Shares.takeover(service, after) || Shares.takeover(service, states)) {
            return;
        }
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            boolean fit = done ? !isDown(region) : isUp(region);
            if (endpoint.baseline() == 0 && !fit && !(after.get(region) instanceof Drained)) {
                after.put(region, new Drained(now, Mover.AUTOMATIC));
                wanted.add(new Ruling.PassOver(region));
            }
        }
    }

    /**
     * While too little would serve, those that the controller drained and that are UP again come back at once; not to
     * take the place of another that routing control has out just the same.
     */
    private void callIn(Map<Region, EndpointState> after, List<Ruling> wanted, boolean done) {
        List<Endpoint> greatestFirst = service.endpoints().stream()
                .sorted(Comparator.comparingInt(Endpoint::baseline).reversed())
                .toList();
        for (Endpoint endpoint : greatestFirst) {
            Region region = endpoint.region();
            boolean enough = !tooFew(after) && !nothingBetter(after, done);
            if (!enough
                    && isUp(region)
                    && !(done && isCaughtUp(region, wanted))
                    && after.get(region) instanceof Drained drained
                    && drained.by() == Mover.AUTOMATIC) {
                after.put(region, new Serving(now, Mover.AUTOMATIC));
                wanted.add(new Ruling.CallIn(region));
            }
        }
    }

    private boolean isCaughtUp(Region region, List<Ruling> wanted) {
        Ruling catchUp = new Ruling.CatchUp(region);
        return rulings.contains(catchUp) || wanted.contains(catchUp);
    }

    private void stepBackWhatIsUp() {
        for (Endpoint endpoint : service.endpoints()) {
            EndpointState state = states.get(endpoint.region());
            Judgement judgement = judgements.get(endpoint.region());
            if (state != null && judgement != null && judgement.standing() instanceof Standing.Up up) {
                switch (state) {
                    case Drained drained -> {
                        boolean ours = drained.by() == Mover.AUTOMATIC;
                        if (ours && quietFor(service.policy().stabilisation(), drained, up)) {
                            stepBack(endpoint, 1);
                        }
                    }
                    case Returning returning -> {
                        if (quietFor(service.policy().stepHold(), returning, up)) {
                            stepBack(endpoint, returning.step() + 1);
                        }
                    }
                    case Serving serving -> {}
                }
            }
        }
    }

    /** Whether an endpoint has been UP without a break for a time, all of it in the state that it is in. */
    private boolean quietFor(Duration time, EndpointState state, Standing.Up up) {
        Instant since = up.since().isAfter(state.since()) ? up.since() : state.since();
        return Duration.between(since, now).compareTo(time) >= 0;
    }

    private void stepBack(Endpoint endpoint, int step) {
        List<Integer> steps = service.policy().steps();
        boolean whole = service.routing() == Routing.FAILOVER || endpoint.baseline() == 0 || step >= steps.size();
        EndpointState next = whole ? new Serving(now, Mover.AUTOMATIC) : new Returning(step, now, Mover.AUTOMATIC);
        states.put(endpoint.region(), next);
        rulings.add(new Ruling.StepBack(endpoint.region(), whole ? 100 : steps.get(step - 1)));
    }

    private boolean tooFew(Map<Region, EndpointState> after) {
        return serving(after).size() < service.policy().minServing();
    }

    /**
     * Those that would carry traffic; a state map that leaves nothing has none, though Route 53 would then serve all.
     */
    private List<Region> serving(Map<Region, EndpointState> after) {
        Map<Region, Integer> weights = Shares.weights(service, after);
        return weights.entrySet().stream()
                .filter(e -> e.getValue() > 0 && !(after.get(e.getKey()) instanceof Drained))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isDown(Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isDown();
    }

    /** Whether routing control took it out; one that is on its way back and UP goes on from where it is. */
    private boolean isOut(Region region) {
        return out.contains(region) && !(states.get(region) instanceof Returning && isUp(region));
    }

    private boolean isUp(Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isUp();
    }
}
