package io.regent.desk;

import io.regent.decision.Decision;
import io.regent.decision.Drift;
import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.decision.Shares;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Mark;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds an acting request against what stands: whether it is safe, and what the ledger and the records are to say then.
 * Every reason against it is found, not only the first. Pure.
 */
final class Deliberation {
    /** How long a repair is given before another may begin. */
    static final Duration BETWEEN_REPAIRS = Duration.ofHours(1);

    /** What the endpoints that would serve have to carry together, in percent of the load. */
    static final int WHOLE_LOAD = 100;

    private final Request.Asked asked;
    private final Situation situation;
    private final Service service;
    private final Instant now;
    private final SortedMap<Region, EndpointState> states;
    private final Mark by;
    private final Mark id;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Deliberation(Request.Asked asked, Situation situation) {
        this.asked = asked;
        this.situation = situation;
        this.service = situation.service();
        this.now = situation.now();
        this.states = situation.states();
        this.by = Marks.of(service.name(), asked.by());
        this.id = Marks.of(asked);
    }

    /** What a request comes to; one that does not act is none. */
    static Consent on(Request.Asked asked, Situation situation) {
        Mark id = Marks.of(asked);
        if (situation.orders().done().contains(id)) {
            return new Consent.Unneeded("the request with this id was carried out before");
        }
        if (situation.orders().done().stream().anyMatch(done -> Marks.haveOneId(done, id))) {
            return new Consent.Refused(List.of(Refusal.always(
                    "another request with this id, which asked for something else, was carried out before",
                    "an id of its own for each request")));
        }
        return new Deliberation(asked, situation).consent();
    }

    private Consent consent() {
        return switch (asked.request()) {
            case Request.Evacuate evacuate -> evacuate(evacuate);
            case Request.Restore restore -> restore(restore);
            case Request.Hold hold -> hold(hold);
            case Request.Release release -> release();
            case Request.Outage outage -> outage(outage);
            case Request.Repair repair -> repair(repair);
            case Request.Retire retire -> retire();
            case Request.Status status -> throw doesNotAct();
            case Request.Preview preview -> throw doesNotAct();
            case Request.Verify verify -> throw doesNotAct();
            case Request.Preflight preflight -> throw doesNotAct();
            case Request.Replay replay -> throw doesNotAct();
        };
    }

    private IllegalArgumentException doesNotAct() {
        return new IllegalArgumentException(asked.request().action().label() + ": expected an action that acts");
    }

    private Consent evacuate(Request.Evacuate evacuate) {
        Region region = evacuate.region();
        Instant end = now.plus(evacuate.lasts());
        refuseUnderAHold();
        refuseWhileArming(true);
        refuseBesideAnotherDrill(region);
        SortedMap<Region, EndpointState> after = new TreeMap<>(states);
        after.put(region, new Drained(now, Mover.PERSON, Optional.of(end)));
        if (states.get(region) instanceof Drained drained && drained.isKeptOut(now)) {
            notes.add(region + " was to be kept out "
                    + drained.end().map(before -> "until " + before).orElse("without an end") + ".");
        }
        if (!situation.isDrained(region)) {
            refuseWithoutRest(after, true);
        }
        return given(after, situation.orders(), List.of(new Ruling.Evacuate(region, end)), Optional.of(end));
    }

    private Consent restore(Request.Restore restore) {
        Region region = restore.region();
        EndpointState state = states.get(region);
        boolean outage = situation.outageOf(region).isPresent();
        if (!(state instanceof Drained) && !outage) {
            return new Consent.Unneeded(
                    state instanceof Returning returning
                            ? region + " comes back already, and has taken step " + returning.step()
                            : region + " serves already");
        }
        refuseUnderAHold();
        refuseWhileArming(true);
        if (!situation.isUp(region)) {
            refusals.add(Refusal.of(
                    Overriding.NOT_UP,
                    region + " is " + standing(region) + ": the controllers would take it out again",
                    region + " judged UP"));
        }
        SortedMap<Region, EndpointState> after = new TreeMap<>(states);
        List<Ruling> rulings = new ArrayList<>();
        if (state instanceof Drained) {
            Endpoint endpoint = service.endpoint(region).orElseThrow();
            List<Integer> steps = service.policy().steps();
            boolean whole = service.routing() == Routing.FAILOVER || endpoint.baseline() == 0 || steps.size() == 1;
            after.put(region, whole ? new Serving(now, Mover.PERSON) : new Returning(1, now, Mover.PERSON));
            rulings.add(new Ruling.GiveBack(region, whole ? 100 : steps.getFirst()));
            if (!whole && situation.hold().isPresent()) {
                notes.add("A hold is on: the steps after the first wait for its end.");
            }
        }
        Orders orders = outage ? situation.orders().withOutage(Optional.empty()) : situation.orders();
        return given(after, orders, rulings, Optional.empty());
    }

    private Consent hold(Request.Hold hold) {
        Instant end = now.plus(hold.lasts());
        refuseUnderAHold();
        situation
                .outage()
                .ifPresent(outage -> notes.add("An outage drill on " + outage.endpoint() + " is on until "
                        + outage.until() + ": while the hold lasts, nothing comes of it."));
        Orders orders = situation.orders().withHold(Optional.of(new Orders.Hold(by, now, end)));
        return given(states, orders, List.of(), Optional.of(end));
    }

    private Consent release() {
        if (situation.hold().isEmpty()) {
            return new Consent.Unneeded("no hold is on");
        }
        refuseUnderAHold();
        return given(states, situation.orders().withHold(Optional.empty()), List.of(), Optional.empty());
    }

    private Consent outage(Request.Outage outage) {
        Region region = outage.region();
        Instant end = now.plus(outage.lasts());
        situation
                .hold()
                .ifPresent(hold -> refusals.add(Refusal.always(
                        "a hold is on until " + hold.until() + ": no automatic change would follow",
                        "the hold released")));
        refuseWhileArming(false);
        refuseBesideAnotherDrill(region);
        situation
                .outageOf(region)
                .ifPresent(on -> refusals.add(Refusal.of(
                        Overriding.ANOTHER_DRILL,
                        "an outage drill on " + region + " is on until " + on.until(),
                        "its end, or restore " + region)));
        if (situation.isDrained(region) && situation.outageOf(region).isEmpty()) {
            refusals.add(Refusal.always(region + " is out of service: it has nothing to lose", region + " in service"));
        }
        SortedMap<Region, EndpointState> after = new TreeMap<>(states);
        after.put(region, new Drained(now, Mover.DRILL, Optional.of(end)));
        if (!situation.isDrained(region)) {
            refuseWithoutRest(after, false);
        }
        Orders orders = situation.orders().withOutage(Optional.of(new Orders.Outage(region, now, end)));
        return given(states, orders, List.of(), Optional.of(end));
    }

    private Consent repair(Request.Repair repair) {
        Region region = repair.region();
        if (repair.automatic() && situation.isUp(region)) {
            return new Consent.Unneeded(region + " is UP again");
        }
        if (repair.automatic()) {
            refuseWhatNobodyAskedFor(region);
        } else {
            refuseUnderAHold();
            if (!situation.isDrained(region)) {
                refusals.add(Refusal.of(
                        Overriding.NOT_DRAINED,
                        region + " is in service: a repair would break what clients do",
                        region + " drained: evacuate it first"));
            }
        }
        situation
                .orders()
                .repair()
                .filter(last -> now.isBefore(last.at().plus(BETWEEN_REPAIRS)))
                .ifPresent(last -> refusals.add(Refusal.of(
                        Overriding.REPAIRED_LATELY,
                        "a repair of " + last.endpoint() + " was begun at " + last.at(),
                        "an hour after that: " + last.at().plus(BETWEEN_REPAIRS))));
        Orders orders = situation.orders().withRepair(new Orders.Repair(region, now));
        return given(states, orders, List.of(), Optional.empty());
    }

    /**
     * What keeps Regent from repairing by itself: it does so only where it may change things by itself, and mends what
     * it drained itself and still holds DOWN. Nothing overrides any of it; a person asks for a repair instead.
     */
    private void refuseWhatNobodyAskedFor(Region region) {
        situation.hold().ifPresent(hold -> refusals.add(noAutomaticChange(hold)));
        refuseWhileArming(false);
        EndpointState state = states.get(region);
        String drained = region + " drained because it is DOWN";
        if (!(state instanceof Drained)) {
            refusals.add(Refusal.always(region + " is not drained any more", drained));
        } else if (state.by() != Mover.AUTOMATIC) {
            String whose = state.by() == Mover.DRILL ? "for a drill" : "by a person";
            refusals.add(Refusal.always(region + " is drained " + whose + " since " + state.since(), drained));
        }
        Judgement judgement = situation.judgements().get(region);
        if (judgement == null || !judgement.isDown()) {
            refusals.add(Refusal.always(region + " is " + standing(region) + " just now", region + " judged DOWN"));
        }
    }

    private static Refusal noAutomaticChange(Orders.Hold hold) {
        return Refusal.always("a hold is on until " + hold.until() + ": no automatic change", "the hold released");
    }

    private Consent retire() {
        refuseUnderAHold();
        ofTheFleet(states).forEach((region, state) -> {
            boolean back = !(state instanceof Serving)
                    && service.endpoint(region).map(Endpoint::baseline).orElse(0) > 0;
            if (state instanceof Drained drained && drained.isKeptOut(now)) {
                refusals.add(anotherDrill(region, drained));
            }
            if (back && !situation.isUp(region)) {
                refusals.add(Refusal.of(
                        Overriding.NOT_UP,
                        region + " would have traffic again and is " + standing(region),
                        region + " judged UP"));
            }
        });
        situation.outage().ifPresent(outage -> refusals.add(anotherOutage(outage)));
        return left().isEmpty() ? new Consent.Retiring(refusals) : new Consent.Refused(left());
    }

    /** A hold binds everybody but the one who asked for it. */
    private void refuseUnderAHold() {
        situation
                .hold()
                .filter(hold -> !hold.by().equals(by))
                .ifPresent(hold -> refusals.add(Refusal.of(
                        Overriding.HOLD,
                        "a hold by somebody else (" + hold.by() + ") is on since " + hold.since() + " until "
                                + hold.until(),
                        "its end, or a release by the one who asked for it")));
    }

    private void refuseWhileArming(boolean forceable) {
        situation.arming().ifPresent(since -> {
            String why = "the controllers observe since " + since + " and are not armed yet";
            String needed = "every endpoint UP for the policy's arming time";
            refusals.add(forceable ? Refusal.of(Overriding.ARMING, why, needed) : Refusal.always(why, needed));
        });
    }

    private void refuseBesideAnotherDrill(Region region) {
        ofTheFleet(states).forEach((other, state) -> {
            if (!other.equals(region) && state instanceof Drained drained && drained.isKeptOut(now)) {
                refusals.add(anotherDrill(other, drained));
            }
        });
        situation
                .outage()
                .filter(outage -> !outage.endpoint().equals(region))
                .ifPresent(outage -> refusals.add(anotherOutage(outage)));
    }

    /** The ledger goes on saying what a region did that is no endpoint any more, and that nobody can give back. */
    private Map<Region, EndpointState> ofTheFleet(Map<Region, EndpointState> known) {
        Map<Region, EndpointState> own = new TreeMap<>(known);
        own.keySet().removeIf(region -> service.endpoint(region).isEmpty());
        return own;
    }

    private static Refusal anotherDrill(Region region, Drained drained) {
        String until = drained.end().map(end -> " until " + end).orElse("");
        return Refusal.of(
                Overriding.ANOTHER_DRILL,
                region + " is kept out since " + drained.since() + until,
                region + " back: restore it first");
    }

    private static Refusal anotherOutage(Orders.Outage outage) {
        return Refusal.of(
                Overriding.ANOTHER_DRILL,
                "an outage drill on " + outage.endpoint() + " is on until " + outage.until(),
                "its end, or restore " + outage.endpoint());
    }

    /**
     * Looks at what would serve instead.
     *
     * @param byPerson whether a person's word alone takes the endpoint out; else the controllers refuse what their
     *     rules refuse, and no force helps
     */
    private void refuseWithoutRest(Map<Region, EndpointState> after, boolean byPerson) {
        Map<Region, Integer> weights = Shares.weights(service, after);
        List<Endpoint> rest = service.endpoints().stream()
                .filter(endpoint -> weights.getOrDefault(endpoint.region(), 0) > 0
                        && !(after.get(endpoint.region()) instanceof Drained))
                .toList();
        List<Endpoint> up = rest.stream()
                .filter(endpoint -> situation.isUp(endpoint.region()))
                .toList();
        int minServing = service.policy().minServing();
        int capacity = up.stream().mapToInt(Endpoint::capacity).sum();
        if (rest.isEmpty()) {
            refusals.add(Refusal.always("nothing would serve: every other endpoint is drained", "another in service"));
        } else if (rest.size() < minServing) {
            refuse(
                    byPerson,
                    Overriding.LAST_ENDPOINT,
                    rest.size() + " would serve, the policy asks for " + minServing,
                    minServing + " others in service");
        }
        if (!rest.isEmpty() && up.isEmpty()) {
            refuse(
                    byPerson,
                    Overriding.REST_NOT_UP,
                    "of what would serve nothing is UP: "
                            + rest.stream()
                                    .map(endpoint -> endpoint.region() + " is " + standing(endpoint.region()))
                                    .collect(Collectors.joining(", ")),
                    "one of them judged UP");
        } else if (!rest.isEmpty() && capacity < WHOLE_LOAD) {
            refuse(
                    true,
                    Overriding.CAPACITY,
                    "what would serve and is UP carries " + capacity + " % of the load",
                    WHOLE_LOAD + " %");
        }
    }

    private void refuse(boolean forceable, Overriding force, String why, String needed) {
        refusals.add(forceable ? Refusal.of(force, why, needed) : Refusal.always(why, needed));
    }

    /** How an endpoint is judged, in a word. */
    private String standing(Region region) {
        return Words.standing(situation.judgements().get(region));
    }

    /** The refusals that nothing overrides that was asked for. */
    private List<Refusal> left() {
        return refusals.stream()
                .filter(refusal -> refusal.force().isEmpty()
                        || !asked.force().contains(refusal.force().get()))
                .toList();
    }

    private Consent given(
            SortedMap<Region, EndpointState> after, Orders orders, List<Ruling> rulings, Optional<Instant> end) {
        if (!left().isEmpty()) {
            return new Consent.Refused(left());
        }
        List<Ruling> all = new ArrayList<>(rulings);
        boolean moves = !rulings.isEmpty();
        SortedMap<Region, EndpointState> written =
                moves ? after : situation.ledger().states();
        if (moves) {
            states.forEach((region, state) -> {
                if (!state.equals(situation.ledger().states().get(region))
                        && rulings.stream()
                                .noneMatch(ruling -> ruling.endpoint().equals(region))) {
                    all.add(new Ruling.Adopt(region, Rule.DRIFT));
                }
            });
        }
        Agreement known = situation.found().agreement();
        // Where traffic moves all weights are written, as the controller does.
        Drift drift = new Drift(List.of(), known, moves ? new Agreement.Agreed() : known);
        Decision decision = new Decision(
                rulings.stream().map(Ruling::rule).findFirst().orElse(Rule.STEADY),
                all,
                written,
                Shares.weights(service, written),
                drift,
                orders.withDone(id),
                true);
        return new Consent.Given(decision, refusals, end.map(this::orTheHolds), notes);
    }

    /** What ends under a hold ends with the hold. */
    private Instant orTheHolds(Instant end) {
        return situation
                .hold()
                .map(Orders.Hold::until)
                .filter(until -> until.isAfter(end) && !(asked.request() instanceof Request.Hold))
                .orElse(end);
    }
}
