package io.regent.decision;

import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Failback;
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
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides. The endpoints that are DOWN and have traffic, and each that is drained or on its way back, are held against
 * the rules in their order; the states change as the rulings fall, so that what comes later counts what came before.
 */
public final class Policy {
    private final Service service;
    private final Orders known;
    private final Map<Region, Judgement> real;
    private final Map<Region, Judgement> judgements;
    private final Set<Region> out;
    private final Instant now;
    private final SortedMap<Region, EndpointState> states;
    private final List<Ruling> rulings = new ArrayList<>();

    private Policy(
            Service service,
            Map<Region, EndpointState> states,
            Orders known,
            Map<Region, Judgement> real,
            Set<Region> out,
            Instant now) {
        this.service = service;
        this.known = known;
        this.real = real;
        this.out = new TreeSet<>(out);
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.states = new TreeMap<>(states);
        this.judgements = OutageDrill.play(service, states, known, real, this.now);
    }

    /**
     * What should serve now.
     *
     * @param ledger what the ledger says that each endpoint of the service is doing; all of them. Of regions where the
     *     service has no endpoint (another region's settings may be newer or older) the states are kept as they are.
     * @param orders what it holds beside that. What has come to its end is taken out of it; while a hold or arming is
     *     on, that is all that changes.
     * @param found what stands beside it
     * @param judgements of each endpoint, by what the vantages really hold ({@link OutageDrill} is played here); one
     *     that is missing moves nothing
     */
    public static Decision decide(
            Service service,
            Map<Region, EndpointState> ledger,
            Orders orders,
            Found found,
            Map<Region, Judgement> judgements,
            Instant now) {
        Policy policy =
                new Policy(service, states(service, ledger, orders, found, now), orders, judgements, found.out(), now);
        policy.sayWhatIsAdopted(ledger);
        SortedMap<Region, EndpointState> start = new TreeMap<>(policy.states);
        Orders next = policy.withoutWhatHasEnded();
        policy.drainWhatIsDown(true);
        policy.stepBackWhatIsUp();
        policy.drainWhatWasRefused();
        boolean held = isHeld(service, orders, policy.now);
        if (held) {
            policy.withholdAll(start);
        } else if (policy.drainsInEarnest()) {
            // Nobody wants a drill to go on from there.
            next = next.withOutage(Optional.empty());
        }
        policy.sayWhatIsKeptOut(ledger);
        return policy.settleDrift(Drift.between(service, ledger, start, found, policy.now), start, found, held, next);
    }

    /** The orders of a ledger that is written for the first time, or over one that cannot be read. */
    public static Orders freshOrders(Service service, Instant now) {
        return service.policy().arming().isZero() ? Orders.none() : Orders.fresh(now.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Whether nothing may be changed automatically: a hold is on, or a fresh deployment is not armed yet. */
    public static boolean isHeld(Service service, Orders orders, Instant now) {
        return orders.hold().filter(hold -> hold.isOn(now)).isPresent()
                || (orders.arming().isPresent() && !service.policy().arming().isZero());
    }

    /**
     * What each endpoint is doing: what the ledger says, or the records where they are to be adopted. A person's hand
     * in the records then counts before any rule does, except while nothing may change.
     */
    public static SortedMap<Region, EndpointState> states(
            Service service, Map<Region, EndpointState> ledger, Orders orders, Found found, Instant now) {
        if (isHeld(service, orders, now)) {
            return new TreeMap<>(ledger);
        }
        SortedMap<Region, EndpointState> begun = new TreeMap<>(ledger);
        service.endpoints()
                .forEach(endpoint -> begun.computeIfPresent(
                        endpoint.region(), (region, state) -> begun(state, now.truncatedTo(ChronoUnit.SECONDS))));
        return switch (service.policy().drift()) {
            case ADOPT -> Adoption.of(service, begun, found, now.truncatedTo(ChronoUnit.SECONDS));
            case RESTORE, REPORT -> begun;
        };
    }

    /** What a clock that is far ahead wrote, or a hand, begins now: nothing waits for a time that may be years away. */
    private static EndpointState begun(EndpointState state, Instant now) {
        if (!isToCome(state.since(), now)) {
            return state;
        }
        return switch (state) {
            case Serving serving -> new Serving(now, serving.by());
            case Returning returning -> new Returning(returning.step(), now, returning.by());
            case Drained drained -> {
                Instant latest = now.plus(Orders.LONGEST);
                yield new Drained(now, drained.by(), drained.end().map(end -> end.isBefore(latest) ? end : latest));
            }
        };
    }

    private static boolean isToCome(Instant time, Instant now) {
        return time.isAfter(now.plus(Orders.SKEW));
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
     * @param orders what it holds beside that; {@link #freshOrders} where there is none that can be read
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

    /**
     * What of a ledger that is torn is believed: that a person or a drill keeps an endpoint out until an end, where the
     * records or routing control have it out and another in.
     *
     * @param remains what the ledger says
     * @param weights as in {@link #adopt}
     * @param out as in {@link #adopt}
     */
    public static Map<Region, EndpointState> keptOut(
            Service service,
            Map<Region, EndpointState> remains,
            Map<Region, Integer> weights,
            Set<Region> out,
            Instant now) {
        Map<Region, EndpointState> kept = new TreeMap<>(remains);
        kept.values()
                .removeIf(state ->
                        !(state instanceof Drained drained) || drained.end().isEmpty() || !drained.isKeptOut(now));
        kept.keySet()
                .removeIf(
                        region -> weights.getOrDefault(region, 0) > 0 || (weights.isEmpty() && !out.contains(region)));
        boolean anotherIn = service.endpoints().stream()
                .anyMatch(endpoint -> weights.isEmpty()
                        ? !out.contains(endpoint.region())
                        : weights.getOrDefault(endpoint.region(), 0) > 0);
        return anotherIn ? kept : Map.of();
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
        return Decision.of(false, rulings, states, Shares.weights(service, states), Drift.none(), known, known);
    }

    private Orders withoutWhatHasEnded() {
        Orders next = known;
        if (known.arming().filter(this::isArmed).isPresent()) {
            next = next.withArming(Optional.empty());
        } else if (known.arming().filter(since -> isToCome(since, now)).isPresent()) {
            next = next.withArming(Optional.of(now));
        }
        if (known.hold().filter(hold -> !hold.isOn(now)).isPresent()) {
            next = next.withHold(Optional.empty());
        }
        if (known.outage().filter(outage -> !outage.isOn(now)).isPresent()) {
            next = next.withOutage(Optional.empty());
        }
        return next;
    }

    /** Whether what is in service has been UP for long enough since a fresh deployment began to observe. */
    private boolean isArmed(Instant since) {
        Duration arming = service.policy().arming();
        return arming.isZero()
                || (isOver(arming, since)
                        && service.endpoints().stream()
                                .map(Endpoint::region)
                                .filter(region -> !(states.get(region) instanceof Drained))
                                .allMatch(region -> hasBeenUpFor(arming, real.get(region))));
    }

    private boolean hasBeenUpFor(Duration time, @Nullable Judgement judgement) {
        return judgement != null && judgement.standing() instanceof Standing.Up up && isOver(time, up.since());
    }

    private boolean isOver(Duration time, Instant since) {
        return Duration.between(since, now).compareTo(time) >= 0;
    }

    /** What the rules would have changed stays as it is, and is said. */
    private void withholdAll(SortedMap<Region, EndpointState> start) {
        rulings.replaceAll(ruling -> ruling.moves() ? new Ruling.Withhold(ruling) : ruling);
        states.clear();
        states.putAll(start);
    }

    private void sayWhatIsKeptOut(Map<Region, EndpointState> ledger) {
        service.endpoints().stream()
                .map(Endpoint::region)
                .filter(region -> ledger.get(region) instanceof Drained drained
                        && drained.isKeptOut(now)
                        && drained.equals(states.get(region)))
                .forEach(region -> rulings.add(new Ruling.KeepOut(region)));
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
     * given no traffic by that: what differs there waits, and all of it where nothing would be left, or where nothing
     * may change.
     */
    private Decision settleDrift(
            List<Drift.Difference> differences,
            Map<Region, EndpointState> start,
            Found found,
            boolean held,
            Orders next) {
        SortedMap<Region, Integer> weights = Shares.weights(service, states);
        List<Region> drifted = Shares.weights(service, start).entrySet().stream()
                .filter(e -> found.differs(e.getKey(), e.getValue()))
                .map(Map.Entry::getKey)
                .filter(region -> found.differs(region, weights.getOrDefault(region, 0)))
                .toList();
        boolean moves = rulings.stream().anyMatch(Ruling::moves);
        Set<Region> left = new TreeSet<>(drifted);
        if (moves || (!held && service.policy().drift() == DriftPolicy.RESTORE)) {
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
        return Decision.of(
                held, rulings, states, weights, new Drift(differences, found.agreement(), noted), known, next);
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

    private boolean drainsInEarnest() {
        return rulings.stream()
                .filter(ruling -> ruling instanceof Ruling.Drain || ruling instanceof Ruling.CatchUp)
                .map(ruling -> states.get(ruling.endpoint()))
                .anyMatch(state -> state != null && state.by() == Mover.AUTOMATIC);
    }

    /** Drains all of them or none, and says why not. */
    private List<Ruling> drain(List<Region> regions, boolean mayCallIn) {
        SortedMap<Region, EndpointState> after = new TreeMap<>(states);
        List<Ruling> wanted = new ArrayList<>();
        for (Region region : regions) {
            after.put(region, drained(region));
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
     * What only a drill calls DOWN is out until the drill's end; a clock that is behind makes that no longer than any.
     */
    private Drained drained(Region region) {
        Optional<Instant> end = known.outage()
                .filter(outage -> outage.endpoint().equals(region) && isDown(region) && !isReallyDown(region))
                .map(outage -> {
                    Instant latest = now.plus(Orders.LONGEST);
                    return outage.until().isBefore(latest) ? outage.until() : latest;
                });
        return end.isPresent() ? new Drained(now, Mover.DRILL, end) : new Drained(now, Mover.AUTOMATIC);
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
                states.put(region, drained(region));
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
     * While too little would serve, those that nobody keeps out and that are UP again come back at once, and those that
     * a drill keeps out, since reality comes first; not to take the place of another that routing control has out just
     * the same.
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
                    && (!drained.isKeptOut(now) || drained.by() == Mover.DRILL)) {
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
                        if (!drained.isKeptOut(now) && quietFor(service.policy().stabilisation(), drained, up)) {
                            giveBack(endpoint, drained);
                        }
                    }
                    case Returning returning -> {
                        if (quietFor(service.policy().stepHold(), returning, up)) {
                            stepBack(endpoint, returning.step() + 1, returning.by());
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
        return isOver(time, since);
    }

    /** What had an end comes back when that has come, whatever the policy says of the rest. */
    private void giveBack(Endpoint endpoint, Drained drained) {
        if (drained.end().isEmpty() && service.policy().failback() == Failback.MANUAL) {
            rulings.add(new Ruling.Await(endpoint.region()));
        } else {
            stepBack(endpoint, 1, drained.by());
        }
    }

    /** @param by who brought it where it is: on its way back from a drill, the ledger goes on to say so */
    private void stepBack(Endpoint endpoint, int step, Mover by) {
        List<Integer> steps = service.policy().steps();
        boolean whole = service.routing() == Routing.FAILOVER || endpoint.baseline() == 0 || step >= steps.size();
        Mover mover = by == Mover.DRILL ? Mover.DRILL : Mover.AUTOMATIC;
        EndpointState next = whole ? new Serving(now, Mover.AUTOMATIC) : new Returning(step, now, mover);
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

    private boolean isReallyDown(Region region) {
        Judgement judgement = real.get(region);
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
