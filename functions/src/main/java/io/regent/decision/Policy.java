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
 * Decides. Each endpoint that is DOWN and serves, and each that is drained or on its way back, is held against the
 * rules in their order; the states change as the rulings fall, so that a second drain already counts the first.
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
     * @param states what the ledger says that each endpoint of the service is doing; all of them, and no other
     * @param judgements of each endpoint; one that is missing moves nothing
     */
    public static Decision decide(
            Service service, Map<Region, EndpointState> states, Map<Region, Judgement> judgements, Instant now) {
        Policy policy = new Policy(service, states, judgements, now);
        policy.drainWhatIsDown(true);
        policy.stepBackWhatIsUp();
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
     * @param known what the ledger says; of endpoints that the service no longer has, nothing is kept
     * @param weights the weights that stand in the records, where there is one
     */
    public static Decision adopt(
            Service service, Map<Region, EndpointState> known, Map<Region, Integer> weights, Instant now) {
        Policy policy = new Policy(service, Map.of(), Map.of(), now);
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            EndpointState state = known.get(region);
            if (state == null) {
                state = policy.asRecorded(endpoint, weights.getOrDefault(region, endpoint.baseline()));
                policy.rulings.add(new Ruling.Adopt(region));
            }
            policy.states.put(region, state);
        }
        return policy.decision();
    }

    private EndpointState asRecorded(Endpoint endpoint, int weight) {
        if (endpoint.baseline() == 0 || weight >= endpoint.baseline()) {
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

    private void drainWhatIsDown(boolean mayCallIn) {
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            Judgement judgement = judgements.get(region);
            if (judgement != null && judgement.isDown() && !(states.get(region) instanceof Drained)) {
                drain(region, mayCallIn);
            }
        }
    }

    private void drain(Region region, boolean mayCallIn) {
        SortedMap<Region, EndpointState> after = new TreeMap<>(states);
        List<Ruling> wanted = new ArrayList<>();
        after.put(region, new Drained(now, Mover.AUTOMATIC));
        wanted.add(new Ruling.Drain(region));
        passOverStandbys(after, wanted);
        if (mayCallIn) {
            callIn(after, wanted);
        }
        if (serving(after).stream().noneMatch(this::isUp)) {
            rulings.add(new Ruling.Refuse(region, Rule.NOTHING_BETTER, "no other endpoint that may serve is UP"));
        } else if (tooFew(after)) {
            rulings.add(new Ruling.Refuse(
                    region,
                    Rule.LAST_ENDPOINT,
                    "%d would serve, the policy asks for %d"
                            .formatted(serving(after).size(), service.policy().minServing())));
        } else {
            states.putAll(after);
            rulings.addAll(wanted);
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

    private boolean isUp(Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isUp();
    }
}
