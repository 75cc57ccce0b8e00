package io.regent.replay;

import io.regent.control.OwnWord;
import io.regent.decision.Decision;
import io.regent.decision.Found;
import io.regent.decision.Policy;
import io.regent.decision.Ruling;
import io.regent.fleet.Endpoint;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Quorum;
import io.regent.judgement.Standing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * A controller in a past period: every endpoint serves when it begins, the ledger is its own, and it runs as
 * controllers do, every minute and whenever a verdict changed. It judges and decides by the same steps; the published
 * verdicts stand in for second opinions.
 */
final class Simulation {
    private final Service service;
    private final List<Verdict> verdicts;
    private final Span period;
    private final Duration minute;
    private final long mostLooks;
    private final BooleanSupplier late;

    private SortedMap<Region, EndpointState> states = new TreeMap<>();
    private Orders orders = Orders.none();
    private final SortedMap<Region, List<Stretch>> doing = new TreeMap<>();
    private final SortedMap<Region, List<Span>> down = new TreeMap<>();
    private final SortedMap<Region, List<Span>> unseen = new TreeMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private long looks;

    /**
     * A simulation that has not begun.
     *
     * @param service with the policy that is to count
     * @param verdicts in the order of their times
     * @param minute how long a minute of the schedules lasts
     * @param mostLooks how often it may look at a verdict, each counted as often as it is looked at
     * @param late whether it may go on no longer; asked between runs
     */
    Simulation(
            Service service,
            List<Verdict> verdicts,
            Span period,
            Duration minute,
            long mostLooks,
            BooleanSupplier late) {
        this.service = service;
        this.verdicts = verdicts;
        this.period = period;
        this.minute = minute;
        this.mostLooks = mostLooks;
        this.late = late;
    }

    /** How often it looked at a verdict. */
    long looks() {
        return looks;
    }

    /** Runs it to the end of the period; empty where that takes more looks, or more time, than it may. */
    Optional<Course> run(String name) {
        for (Endpoint endpoint : service.endpoints()) {
            states.put(endpoint.region(), new EndpointState.Serving(period.from(), Mover.AUTOMATIC));
            doing.put(endpoint.region(), new ArrayList<>());
            down.put(endpoint.region(), new ArrayList<>());
            unseen.put(endpoint.region(), new ArrayList<>());
        }
        NavigableSet<Instant> runs = runs();
        for (Instant at : runs) {
            Instant next = runs.higher(at);
            run(new Span(at, next == null ? period.until() : next));
            if (looks > mostLooks || late.getAsBoolean()) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new Course(name, Course.copy(doing), moves, refusals, Course.copy(down), Course.copy(unseen)));
    }

    private NavigableSet<Instant> runs() {
        NavigableSet<Instant> runs = new TreeSet<>();
        for (Instant at = period.from(); at.isBefore(period.until()); at = at.plus(minute)) {
            runs.add(at);
        }
        Map<Region, Map<Region, Health>> held = new HashMap<>();
        for (Verdict verdict : verdicts) {
            Health before = held.computeIfAbsent(verdict.vantage(), any -> new HashMap<>())
                    .put(verdict.endpoint(), verdict.health());
            boolean changed = before != null && before != verdict.health();
            if (changed && !verdict.at().isBefore(period.from()) && verdict.at().isBefore(period.until())) {
                runs.add(verdict.at());
            }
        }
        return runs;
    }

    /** One run of the controller, and what stands until the next. */
    private void run(Span span) {
        Instant now = span.from();
        List<Verdict> seen = seen(now, lookBack());
        SortedMap<Region, Judgement> judged = Quorum.judge(service, seen, now);
        Optional<Instant> oldest = OwnWord.among(states, judged).stream()
                .map(OwnWord::since)
                .min(Comparator.naturalOrder())
                .filter(since -> since.isAfter(now.minus(OwnWord.LONG_AGO)));
        if (oldest.isPresent()) {
            seen = seen(now, Duration.between(oldest.get(), now));
        }
        SortedMap<Region, Judgement> judgements = OwnWord.weigh(states, judged, seen, now);
        Decision decision = Policy.decide(service, states, orders, Found.nothing(), judgements, now);
        states = decision.states();
        orders = decision.orders();
        writeDown(decision, judgements, span);
    }

    private void writeDown(Decision decision, SortedMap<Region, Judgement> judgements, Span span) {
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            List<Stretch> before = doing.getOrDefault(region, List.of());
            Stretch now = new Stretch(doing(decision, region), span);
            Optional<Ruling> moved = decision.rulings().stream()
                    .filter(ruling -> ruling.moves() && ruling.endpoint().equals(region))
                    .reduce((first, last) -> last);
            Doing then = before.isEmpty() ? Doing.SERVES : before.getLast().doing();
            moved.ifPresent(ruling -> moves.add(new Move(span.from(), region, then, now.doing(), why(ruling))));
            Stretch.append(before, now);
            Judgement judgement = judgements.get(region);
            if (judgement != null && judgement.isDown()) {
                Span.append(down.getOrDefault(region, new ArrayList<>()), span);
            }
            if (judgement == null || judgement.standing() instanceof Standing.Unseen) {
                Span.append(unseen.getOrDefault(region, new ArrayList<>()), span);
            }
        }
        decision.rulings().forEach(ruling -> {
            if (ruling instanceof Ruling.Refuse refuse) {
                writeDown(refuse, span);
            }
        });
    }

    private static String why(Ruling ruling) {
        return ruling instanceof Ruling.StepBack step
                ? step.rule().label() + ", " + step.percent() + " %"
                : ruling.rule().label();
    }

    /** A refusal that goes on is one. */
    private void writeDown(Ruling.Refuse refuse, Span span) {
        for (int i = refusals.size() - 1; i >= 0; i--) {
            Refusal earlier = refusals.get(i);
            if (earlier.endpoint().equals(refuse.endpoint())) {
                if (earlier.rule() == refuse.rule()
                        && earlier.why().equals(refuse.why())
                        && earlier.span().until().equals(span.from())) {
                    Span whole = new Span(earlier.span().from(), span.until());
                    refusals.set(i, new Refusal(refuse.endpoint(), refuse.rule(), refuse.why(), whole));
                    return;
                }
                break;
            }
        }
        refusals.add(new Refusal(refuse.endpoint(), refuse.rule(), refuse.why(), span));
    }

    private static Doing doing(Decision decision, Region region) {
        boolean weighs = decision.weights().getOrDefault(region, 0) > 0;
        return switch (decision.states().get(region)) {
            case null -> Doing.UNTOLD;
            case EndpointState.Serving serving -> weighs ? Doing.SERVES : Doing.STANDS_BY;
            case EndpointState.Returning returning -> Doing.RETURNS;
            case EndpointState.Drained drained -> Doing.OUT;
        };
    }

    /** As far as the controller looks back. While all serve it asks for no longer than a verdict counts. */
    private Duration lookBack() {
        PolicySettings policy = service.policy();
        if (states.values().stream().allMatch(EndpointState.Serving.class::isInstance)) {
            return policy.freshness();
        }
        Duration quiet =
                policy.stabilisation().compareTo(policy.stepHold()) > 0 ? policy.stabilisation() : policy.stepHold();
        return quiet.plus(policy.freshness());
    }

    private List<Verdict> seen(Instant now, Duration back) {
        List<Verdict> seen = verdicts.subList(firstFrom(now.minus(back)), firstFrom(now.plusNanos(1)));
        looks += (long) seen.size()
                * (service.endpoints().size() + service.vantages().size());
        return seen;
    }

    /** The place of the first verdict that is not before a time. */
    private int firstFrom(Instant time) {
        int low = 0;
        int high = verdicts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (verdicts.get(middle).at().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
