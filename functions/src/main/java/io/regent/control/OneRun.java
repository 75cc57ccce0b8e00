package io.regent.control;

import io.regent.decision.Decision;
import io.regent.decision.Found;
import io.regent.decision.OutageDrill;
import io.regent.decision.Policy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Quorum;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.Records;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A run of the controller while it lasts. */
final class OneRun {
    /** How many times at most the zone is read and written in one run. */
    static final int MAX_ATTEMPTS = 4;

    /** How far back a controller that cannot read the ledger, or could not, looks at its own routing control metric. */
    static final Duration OF_LATE = Duration.ofMinutes(15);

    /**
     * How long after a change of the ledger routing control may still be told what was true before: by a run that had
     * read the ledger just before and takes its time, within the minute that the metric is put together from, by a
     * clock that is ahead.
     */
    static final Duration SETTLING = Duration.ofMinutes(3);

    /** How long a controller that cannot read the ledger may go on saying of an endpoint that is back what it said. */
    static final Duration LONGEST_BLINDNESS = Duration.ofHours(3);

    private static final Pull NOTHING_TO_SAY =
            new Pull.Unknown("nothing is known of what routing control was told of late");

    private final Controller controller;
    private final Service service;
    private final List<Verdict> reported;
    private final ExecutorService tasks;

    private final List<Attempt> attempts = new ArrayList<>();
    private Published published = new Published.AllWell();
    private List<Verdict> seen = List.of();
    private SortedMap<Region, Judgement> suspicion = new TreeMap<>();
    private SortedMap<Region, Judgement> judged = new TreeMap<>();
    private SortedMap<Region, Judgement> judgements = new TreeMap<>();
    private SortedMap<Region, Judgement> played = new TreeMap<>();
    private List<Opinion> opinions = List.of();
    private SortedMap<Region, Boolean> serve = new TreeMap<>();
    private SortedMap<Region, Boolean> told = new TreeMap<>();
    private final List<Future<PutOutcome>> puts = new ArrayList<>();
    private final List<Future<LateReading>> lateReadings = new ArrayList<>();

    OneRun(Controller controller, Service service, List<Verdict> reported, ExecutorService tasks) {
        this.controller = controller;
        this.service = service;
        this.reported = reported;
        this.tasks = tasks;
    }

    Run run() throws InterruptedException {
        Instant startedAt = controller.clock.instant();
        Future<ZoneReading> firstReading = tasks.submit(() -> controller.zone.read(service));
        look();
        ZoneReading reading = resultOf(firstReading);
        attempts.add(attempt(reading));
        while (attempts.getLast().weights().lostRace() && attempts.size() < MAX_ATTEMPTS) {
            controller.pause.before(attempts.size());
            attempts.add(attempt(controller.zone.read(service)));
        }
        Pull pull = pull();
        return new Run(
                controller.home,
                service,
                startedAt,
                controller.clock.instant(),
                published,
                reported,
                suspicion,
                opinions,
                judgements,
                played,
                attempts,
                serve,
                pull);
    }

    /** Reads the verdicts themselves only where there is a reason to, since that costs a metric for each of them. */
    private void look() {
        if (!reported.isEmpty()) {
            lookClosely();
            return;
        }
        switch (controller.history.glance(service, service.policy().freshness())) {
            case VerdictHistory.Glance.AllWell well -> suspect(Evidence.allWell(service, controller.clock.instant()));
            case VerdictHistory.Glance.Unwell unwell -> lookClosely();
            case VerdictHistory.Glance.Silent silent -> lookClosely();
            // To ask the same CloudWatch for more would only cost its deadline once more.
            case VerdictHistory.Glance.Unreadable unreadable ->
                consider(new VerdictHistory.Reading.Unreadable(unreadable.why()));
        }
    }

    private void lookClosely() {
        consider(controller.history.read(service, lookBack()));
    }

    private void consider(VerdictHistory.Reading reading) {
        Instant readAt = controller.clock.instant();
        published = new Published.Closely(reading);
        seen = Evidence.settled(verdicts(reading), readAt);
        suspect(Quorum.judge(service, seen, readAt));
    }

    private void suspect(SortedMap<Region, Judgement> judgements) {
        suspicion = judgements;
        judged = judgements;
        this.judgements = judgements;
        this.played = judgements;
    }

    /**
     * What a glance says is enough for endpoints that serve. To come back, one must have been UP for a while, and so
     * must all before a fresh deployment acts; and an outage drill is played on votes.
     */
    private void lookCloserUnlessAllServe(Map<Region, EndpointState> states, Orders orders) {
        boolean allServe = service.endpoints().stream()
                .allMatch(endpoint -> states.get(endpoint.region()) instanceof EndpointState.Serving);
        boolean enough =
                allServe && orders.arming().isEmpty() && orders.outage().isEmpty();
        if (published instanceof Published.AllWell && !enough) {
            lookClosely();
        }
    }

    /** Far enough that a break within any time that asks for none, and what was held before it, can be seen. */
    private Duration lookBack() {
        PolicySettings policy = service.policy();
        return Collections.max(List.of(policy.stabilisation(), policy.stepHold(), policy.arming()))
                .plus(policy.freshness());
    }

    private List<Verdict> verdicts(VerdictHistory.Reading reading) {
        List<Verdict> verdicts = new ArrayList<>(reported);
        switch (reading) {
            case VerdictHistory.Reading.Read read -> verdicts.addAll(read.verdicts());
            case VerdictHistory.Reading.Unreadable unreadable -> {}
        }
        return verdicts;
    }

    private Attempt attempt(ZoneReading reading) throws InterruptedException {
        return switch (reading) {
            case ZoneReading.Read read -> attemptFromZone(read.records());
            case ZoneReading.Unreadable unreadable -> attemptWithoutLedger(unreadable.why());
        };
    }

    private Attempt attemptFromZone(Records records) throws InterruptedException {
        LedgerReading ledger = records.ledger(service);
        if (ledger instanceof LedgerReading.Newer newer) {
            return attemptWithoutLedger("the ledger is of another version of Regent: " + newer.problem());
        }
        Map<Region, EndpointState> known = known(ledger);
        Orders orders = orders(ledger);
        lookCloserUnlessAllServe(known, orders);
        Decision decision =
                knowsEndpoints(known) ? decide(known, orders, ledger, records) : adopt(ledger, orders, records);
        Plan plan = Planner.plan(service, records, decision);
        Instant readAt = controller.clock.instant();
        Attempt.Weights weights;
        if (plan.isEmpty()) {
            weights = new Attempt.Weights.Unneeded();
        } else if (!plan.safe()) {
            weights = new Attempt.Weights.Withheld("the plan is unsafe");
        } else {
            tellAtOnce();
            weights = new Attempt.Weights.Sent(controller.zone.apply(service, plan));
        }
        return new Attempt(readAt, new Basis.FromZone(ledger), decision, plan, weights);
    }

    private Decision decide(Map<Region, EndpointState> known, Orders orders, LedgerReading ledger, Records records)
            throws InterruptedException {
        boolean mayBeOut = mayBeOut(known);
        if (mayBeOut) {
            lookAtRoutingControl();
        }
        Found found = new Found(agreement(ledger), records.eachWeight(service), Set.of());
        Map<Region, EndpointState> states = Policy.states(service, known, orders, found, controller.clock.instant());
        askWhereSuspect(states, orders);
        lookFurtherBack(states);
        LateReading late = mayBeOut ? lateReading() : new LateReading.Read(new TreeMap<>());
        Instant now = controller.clock.instant();
        judgements = OwnWord.weigh(states, judged, seen, now);
        played = OutageDrill.play(service, states, orders, judgements, now);
        Set<Region> out = out(known, late);
        Decision decision = Policy.decide(service, known, orders, found.withOut(out), judgements, now);
        serve = Evidence.serve(decision);
        if (Policy.isHeld(service, orders, now) && !out.containsAll(serve.keySet())) {
            out.forEach(region -> serve.replace(region, false));
        }
        if (late instanceof LateReading.Unreadable) {
            serve.entrySet().removeIf(entry -> entry.getValue() && !isUp(entry.getKey()));
        }
        return decision;
    }

    /** What routing control has out stays out: the records do not tell that, and with failover routing nothing. */
    private Decision adopt(LedgerReading ledger, Orders orders, Records records) throws InterruptedException {
        Set<Region> out = new TreeSet<>();
        if (lateReading() instanceof LateReading.Read read) {
            service.endpoints().stream()
                    .map(Endpoint::region)
                    .filter(read::isOut)
                    .forEach(out::add);
        }
        Instant now = controller.clock.instant();
        Map<Region, Integer> weights = records.weights(service);
        Map<Region, EndpointState> known =
                ledger instanceof LedgerReading.Torn torn && torn.remains().isPresent()
                        ? Policy.keptOut(service, torn.remains().get().states(), weights, out, now)
                        : known(ledger);
        Decision decision = Policy.adopt(service, known, orders, weights, out, now);
        serve = Evidence.serve(decision);
        return decision;
    }

    private static Map<Region, EndpointState> known(LedgerReading ledger) {
        return switch (ledger) {
            case LedgerReading.Present present -> present.ledger().states();
            case LedgerReading.Missing missing -> Map.of();
            case LedgerReading.Torn torn -> Map.of();
            case LedgerReading.Newer newer -> Map.of();
            case LedgerReading.Foreign foreign -> Map.of();
        };
    }

    /** What people asked for counts in a torn ledger too: none of it lasts for ever, and none of it moves anything. */
    private Orders orders(LedgerReading ledger) {
        Optional<Ledger> said =
                switch (ledger) {
                    case LedgerReading.Present present -> Optional.of(present.ledger());
                    case LedgerReading.Torn torn -> torn.remains();
                    case LedgerReading.Missing missing -> Optional.empty();
                    case LedgerReading.Newer newer -> Optional.empty();
                    case LedgerReading.Foreign foreign -> Optional.empty();
                };
        return said.map(Ledger::orders).orElseGet(() -> Policy.freshOrders(service, controller.clock.instant()));
    }

    private static Agreement agreement(LedgerReading ledger) {
        return ledger instanceof LedgerReading.Present present
                ? present.ledger().agreement()
                : new Agreement.Agreed();
    }

    /**
     * Whether an endpoint that the ledger has in service may have been taken out by routing control alone. Whoever does
     * that says that something is unwell ({@link Run#outByRoutingControlAlone}), so that a glance which finds all well
     * spares the reading.
     */
    private boolean mayBeOut(Map<Region, EndpointState> states) {
        Instant settled = controller.clock.instant().minus(SETTLING);
        return !(published instanceof Published.AllWell)
                && service.endpoints().stream()
                        .map(endpoint -> states.get(endpoint.region()))
                        .anyMatch(state -> state != null
                                && !(state instanceof EndpointState.Drained)
                                && state.since().isBefore(settled));
    }

    /** Those that the ledger has in service, and that were told otherwise when it had long said so. */
    private Set<Region> out(Map<Region, EndpointState> states, LateReading late) {
        Set<Region> out = new TreeSet<>();
        if (late instanceof LateReading.Read read) {
            states.forEach((region, state) -> {
                if (!(state instanceof EndpointState.Drained)
                        && read.wasOut(region, state.since().plus(SETTLING))
                        && wasTakenOut(region, state.since(), read)) {
                    out.add(region);
                }
            });
        }
        return out;
    }

    /**
     * Whether that is news. It is none where routing control said so when the ledger began to call it in service, and
     * nothing else since: who could not read the ledger went on with what was true before.
     */
    private boolean wasTakenOut(Region region, Instant since, LateReading.Read late) {
        Instant minute = since.truncatedTo(ChronoUnit.MINUTES);
        Duration back = Duration.between(minute, controller.clock.instant());
        if (back.compareTo(LONGEST_BLINDNESS) > 0) {
            return true;
        }
        LateReading further = back.compareTo(OF_LATE) < 0 ? late : controller.routingControl.late(service, back);
        return !(further instanceof LateReading.Read read) || read.wasTakenOut(region, minute, SETTLING);
    }

    /** Begins to read what routing control was told of late; once a run. */
    private void lookAtRoutingControl() {
        if (lateReadings.isEmpty()) {
            lateReadings.add(tasks.submit(() -> controller.routingControl.late(service, OF_LATE)));
        }
    }

    private LateReading lateReading() throws InterruptedException {
        lookAtRoutingControl();
        return resultOf(lateReadings.getFirst());
    }

    private boolean isUp(Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isUp();
    }

    private boolean knowsEndpoints(Map<Region, EndpointState> states) {
        return service.endpoints().stream().map(Endpoint::region).allMatch(states::containsKey);
    }

    /** The ledger cannot be read: routing control alone, kept as low as it was, lower where an endpoint is DOWN. */
    private Attempt attemptWithoutLedger(String why) throws InterruptedException {
        lookCloserUnlessAllServe(Map.of(), Orders.none());
        LateReading late = lateReading();
        Map<Region, Boolean> lowest = usable(late);
        Instant now = controller.clock.instant();
        SortedMap<Region, EndpointState> states = new TreeMap<>();
        for (Endpoint endpoint : service.endpoints()) {
            boolean serves = lowest.getOrDefault(endpoint.region(), true);
            states.put(
                    endpoint.region(),
                    serves
                            ? new EndpointState.Serving(now, Mover.AUTOMATIC)
                            : new EndpointState.Drained(now, Mover.AUTOMATIC));
        }
        askWhereSuspect(states, Orders.none());
        judgements = judged;
        played = judged;
        Instant decidedAt = controller.clock.instant();
        Decision decision = Policy.decideWithoutLedger(service, states, judgements, decidedAt);
        serve = Evidence.serve(decision);
        serve.entrySet().removeIf(entry -> entry.getValue() && !lowest.containsKey(entry.getKey()));
        if (decision.moves()) {
            tellAtOnce();
        }
        return new Attempt(
                decidedAt,
                new Basis.FromRoutingControl(why, late),
                decision,
                new Plan(List.of(), List.of()),
                new Attempt.Weights.Withheld("the ledger cannot be read: " + why));
    }

    /**
     * What was told of late; nothing where that would leave nobody serving, which several moves in a row can look like.
     */
    private static Map<Region, Boolean> usable(LateReading late) {
        return switch (late) {
            case LateReading.Read read -> read.lowest().containsValue(true) ? read.lowest() : Map.of();
            case LateReading.Unreadable unreadable -> Map.of();
        };
    }

    /** Reads the history again where an endpoint was taken out before it begins and has only its own word. */
    private void lookFurtherBack(Map<Region, EndpointState> states) {
        Instant now = controller.clock.instant();
        Optional<Instant> oldest = OwnWord.among(states, judged).stream()
                .map(OwnWord::since)
                .min(Instant::compareTo)
                .filter(since -> since.isBefore(now.minus(lookBack())) && since.isAfter(now.minus(OwnWord.LONG_AGO)));
        if (oldest.isPresent()
                && controller.history.read(service, Duration.between(oldest.get(), now))
                        instanceof VerdictHistory.Reading.Read further) {
            seen = Evidence.settled(verdicts(further), now);
        }
    }

    /**
     * Asks once a run at most: a lost race is decided anew on the same answers. An outage drill is reason enough, so
     * that what follows goes as it would in earnest.
     */
    private void askWhereSuspect(Map<Region, EndpointState> states, Orders orders) {
        boolean drill = orders.outage()
                .filter(outage -> outage.isOn(controller.clock.instant())
                        && !(states.get(outage.endpoint()) instanceof EndpointState.Drained))
                .isPresent();
        if (opinions.isEmpty() && (drill || Evidence.suspects(states, suspicion))) {
            opinions = controller.secondOpinions.ask(service);
            judged = Evidence.judge(service, opinions, suspicion, controller.clock.instant());
        }
    }

    /**
     * Pulls routing control beside the other lever; a second pull waits for the first, so that the last word is the
     * last.
     */
    private void tellAtOnce() {
        if (!serve.equals(told)) {
            List<Future<PutOutcome>> before = List.copyOf(puts);
            SortedMap<Region, Boolean> telling = serve;
            told = telling;
            puts.add(tasks.submit(() -> {
                for (Future<PutOutcome> earlier : before) {
                    resultOf(earlier);
                }
                return controller.routingControl.put(service, telling);
            }));
        }
    }

    /** Whether routing control was told its last word at once, waiting for that; else there is time for it. */
    private Pull pull() throws InterruptedException {
        PutOutcome last = new PutOutcome.Put();
        for (Future<PutOutcome> put : puts) {
            last = resultOf(put);
        }
        if (serve.isEmpty()) {
            return NOTHING_TO_SAY;
        }
        return serve.equals(told) ? new Pull.Made(last) : new Pull.Due();
    }

    static <T> T resultOf(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a port failed in a way that it does not name", e.getCause());
        }
    }
}
