package io.regent.decision;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Mover;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides. The endpoints that are DOWN and have traffic, and each that is drained or on its way back, are held against
 * the rules in their order; the states change as the rulings fall, so that what comes later counts what came before.
 */
public final class Policy {
    private final Service service;
    private final Map<Region, Judgement> judgements;
    private final Instant now;
    private final SortedMap<Region, EndpointState> states;
    private final List<Ruling> rulings = new ArrayList<>();

    private Policy(Service service, Map<Region, EndpointState> states, Map<Region, Judgement> judgements, Instant now) {
        this.service = service;
        this.judgements = judgements;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.states = new TreeMap<>(states);
    }

    /**
     * What should serve now.
     *
     * @param states what the ledger says that each endpoint of the service is doing; all of them. Of regions where the
     *     service has no endpoint (another region's settings may be newer or older) the states are kept as they are.
     * @param judgements of each endpoint; one that is missing moves nothing
     */
    public static Decision decide(
            Service service, Map<Region, EndpointState> states, Map<Region, Judgement> judgements, Instant now) {
        Policy policy = new Policy(service, states, judgements, now);
        policy.drainWhatIsDown(true);
        policy.stepBackWhatIsUp();
        policy.drainWhatWasRefused();
        return policy.decision();
    }

    /**
     * What should serve now, when the ledger cannot be read: drains what is DOWN, and brings nothing back.
     *
     * @param states as far as they can be told without the ledger
     */
    public static Decision decideWithoutLedger(
            Service service, Map<Region, EndpointState> states, Map<Region, Judgement> judgements, Instant now) {
        Policy policy = new Policy(service, states, judgements, now);
        policy.drainWhatIsDown(false);
        return policy.decision();
    }

    /**
     * Takes into the ledger what it does not know yet, as the records have it, and moves nothing: acting waits for the
     * next run.
     *
     * @param known what the ledger says; kept, as in {@link #decide}
     * @param weights the weights that stand in the records, where there is one. All 0 is what Route 53 reads as all
     *     equal, so they then all count as serving.
     */
    public static Decision adopt(
            Service service, Map<Region, EndpointState> known, Map<Region, Integer> weights, Instant now) {
        Policy policy = new Policy(service, known, Map.of(), now);
        boolean allEqual = weights.values().stream().allMatch(weight -> weight == 0);
        List<Endpoint> standbysLast = service.endpoints().stream()
                .sorted(Comparator.comparing(endpoint -> endpoint.baseline() == 0))
                .toList();
        for (Endpoint endpoint : standbysLast) {
            Region region = endpoint.region();
            if (!known.containsKey(region)) {
                int weight = allEqual ? endpoint.baseline() : weights.getOrDefault(region, endpoint.baseline());
                policy.states.put(region, policy.asRecorded(endpoint, weight));
                policy.rulings.add(new Ruling.Adopt(region));
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
        return Decision.of(rulings, states, Shares.weights(service, states));
    }

    /** All at once, so that standbys can take over from several; where that is refused, one by one. */
    private void drainWhatIsDown(boolean mayCallIn) {
        List<Region> down = serving(states).stream().filter(this::isDown).toList();
        if (!drain(down, mayCallIn).isEmpty()) {
            down.forEach(region -> rulings.addAll(drain(List.of(region), mayCallIn)));
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
            wanted.add(new Ruling.Drain(region));
        }
        if (regions.isEmpty()) {
            return List.of();
        }
        passOverStandbys(after, wanted);
        if (mayCallIn) {
            callIn(after, wanted);
        }
        if (serving(after).stream().noneMatch(this::isUp)) {
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
        return List.of();
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

    /** A drain that makes the standbys take over leaves out those that are not UP. */
    private void passOverStandbys(Map<Region, EndpointState> after, List<Ruling> wanted) {
        if (!Shares.takeover(service, after) || Shares.takeover(service, states)) {
            return;
        }
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            if (endpoint.baseline() == 0 && !isUp(region) && !(after.get(region) instanceof Drained)) {
                after.put(region, new Drained(now, Mover.AUTOMATIC));
                wanted.add(new Ruling.PassOver(region));
            }
        }
    }

    /** While too little would serve, those that the controller drained and that are UP again come back at once. */
    private void callIn(Map<Region, EndpointState> after, List<Ruling> wanted) {
        List<Endpoint> greatestFirst = service.endpoints().stream()
                .sorted(Comparator.comparingInt(Endpoint::baseline).reversed())
                .toList();
        for (Endpoint endpoint : greatestFirst) {
            Region region = endpoint.region();
            boolean enough = !tooFew(after) && serving(after).stream().anyMatch(this::isUp);
            if (!enough
                    && isUp(region)
                    && after.get(region) instanceof Drained drained
                    && drained.by() == Mover.AUTOMATIC) {
                after.put(region, new Serving(now, Mover.AUTOMATIC));
                wanted.add(new Ruling.CallIn(region));
            }
        }
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
        boolean whole = endpoint.baseline() == 0 || step >= steps.size();
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

    private boolean isUp(Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isUp();
    }
}
