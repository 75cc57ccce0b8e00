package io.regent.control;

import io.regent.decision.Decision;
import io.regent.decision.Policy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Quorum;
import io.regent.ledger.EndpointState;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.Records;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A run of the controller while it lasts. */
final class OneRun {
    /** How many times at most the zone is read and written in one run. */
    static final int MAX_ATTEMPTS = 4;

    /** How far back a controller that cannot read the ledger looks at its own routing control metric. */
    static final Duration OF_LATE = Duration.ofMinutes(15);

    private static final PutOutcome NOTHING_TO_SAY =
            new PutOutcome.Failed("nothing is known of what routing control was told of late");

    private final Service service;
    private final List<Verdict> reported;
    private final Region home;
    private final VerdictHistory history;
    private final SecondOpinions secondOpinions;
    private final Zone zone;
    private final RoutingControl routingControl;
    private final InstantSource clock;
    private final Controller.Pause pause;
    private final ExecutorService tasks;

    private final List<Attempt> attempts = new ArrayList<>();
    private List<Verdict> seen = List.of();
    private SortedMap<Region, Judgement> suspicion = new TreeMap<>();
    private SortedMap<Region, Judgement> judgements = new TreeMap<>();
    private List<Opinion> opinions = List.of();
    private SortedMap<Region, Boolean> told = new TreeMap<>();
    private final List<Future<PutOutcome>> puts = new ArrayList<>();

    OneRun(
            Service service,
            List<Verdict> reported,
            Region home,
            VerdictHistory history,
            SecondOpinions secondOpinions,
            Zone zone,
            RoutingControl routingControl,
            InstantSource clock,
            Controller.Pause pause,
            ExecutorService tasks) {
        this.service = service;
        this.reported = reported;
        this.home = home;
        this.history = history;
        this.secondOpinions = secondOpinions;
        this.zone = zone;
        this.routingControl = routingControl;
        this.clock = clock;
        this.pause = pause;
        this.tasks = tasks;
    }

    Run run() throws InterruptedException {
        Instant startedAt = clock.instant();
        Future<ZoneReading> firstReading = tasks.submit(() -> zone.read(service));
        VerdictHistory.Reading published = history.read(service, lookBack());
        Instant readAt = clock.instant();
        seen = Evidence.settled(verdicts(published), readAt);
        suspicion = Quorum.judge(service, seen, readAt);
        judgements = suspicion;

        ZoneReading reading = resultOf(firstReading);
        attempts.add(attempt(reading));
        while (lostRace(attempts.getLast()) && attempts.size() < MAX_ATTEMPTS) {
            pause.before(attempts.size());
            attempts.add(attempt(zone.read(service)));
        }
        PutOutcome put = puts.isEmpty() ? NOTHING_TO_SAY : resultOf(puts.getLast());
        return new Run(
                home,
                service,
                startedAt,
                clock.instant(),
                published,
                reported,
                suspicion,
                opinions,
                judgements,
                attempts,
                told,
                put);
    }

    /** Far enough that a break within the stabilisation time, and what was held before it, can be seen. */
    private Duration lookBack() {
        PolicySettings policy = service.policy();
        Duration quiet =
                policy.stabilisation().compareTo(policy.stepHold()) > 0 ? policy.stabilisation() : policy.stepHold();
        return quiet.plus(policy.freshness());
    }

    private List<Verdict> verdicts(VerdictHistory.Reading published) {
        List<Verdict> verdicts = new ArrayList<>(reported);
        switch (published) {
            case VerdictHistory.Reading.Read read -> verdicts.addAll(read.verdicts());
            case VerdictHistory.Reading.Unreadable unreadable -> {}
        }
        return verdicts;
    }

    private static boolean lostRace(Attempt attempt) {
        return attempt.weights() instanceof Attempt.Weights.Sent sent
                && switch (sent.outcome()) {
                    case ChangeOutcome.Conflict conflict -> true;
                    case ChangeOutcome.Busy busy -> true;
                    case ChangeOutcome.Unanswered unanswered -> true;
                    case ChangeOutcome.Accepted accepted -> false;
                    case ChangeOutcome.Failed failed -> false;
                };
    }

    private Attempt attempt(ZoneReading reading) throws InterruptedException {
        return switch (reading) {
            case ZoneReading.Read read -> attemptFromZone(read.records());
            case ZoneReading.Unreadable unreadable -> attemptWithoutLedger(unreadable.why());
        };
    }

    private Attempt attemptFromZone(Records records) throws InterruptedException {
        LedgerReading ledger = records.ledger(service);
        Map<Region, EndpointState> states = known(ledger);
        Decision decision;
        if (knowsEndpoints(states)) {
            askWhereSuspect(states);
            lookFurtherBack(states);
            Instant now = clock.instant();
            judgements = OwnWord.weigh(states, judgements, seen, now);
            decision = Policy.decide(service, states, judgements, now);
        } else {
            decision = Policy.adopt(service, states, records.weights(service), clock.instant());
        }
        Plan plan = Planner.plan(service, records, decision);
        tell(Evidence.serve(decision));
        Instant readAt = clock.instant();
        Attempt.Weights weights;
        if (plan.isEmpty()) {
            weights = new Attempt.Weights.Unneeded();
        } else if (!plan.safe()) {
            weights = new Attempt.Weights.Withheld("the plan is unsafe");
        } else {
            weights = new Attempt.Weights.Sent(zone.apply(service, plan));
        }
        return new Attempt(readAt, new Basis.FromZone(ledger), decision, plan, weights);
    }

    private static Map<Region, EndpointState> known(LedgerReading ledger) {
        return switch (ledger) {
            case LedgerReading.Present present -> present.ledger().states();
            case LedgerReading.Missing missing -> Map.of();
            case LedgerReading.Torn torn -> Map.of();
            case LedgerReading.Foreign foreign -> Map.of();
        };
    }

    private boolean knowsEndpoints(Map<Region, EndpointState> states) {
        return service.endpoints().stream().map(Endpoint::region).allMatch(states::containsKey);
    }

    /** The ledger cannot be read: routing control alone, kept as low as it was, lower where an endpoint is DOWN. */
    private Attempt attemptWithoutLedger(String why) throws InterruptedException {
        LateReading late = routingControl.lowest(service, OF_LATE);
        Map<Region, Boolean> lowest =
                switch (late) {
                    case LateReading.Read read -> read.lowest();
                    case LateReading.Unreadable unreadable -> Map.of();
                };
        Instant now = clock.instant();
        SortedMap<Region, EndpointState> states = new TreeMap<>();
        for (Endpoint endpoint : service.endpoints()) {
            boolean serves = lowest.getOrDefault(endpoint.region(), true);
            states.put(
                    endpoint.region(),
                    serves
                            ? new EndpointState.Serving(now, Mover.AUTOMATIC)
                            : new EndpointState.Drained(now, Mover.AUTOMATIC));
        }
        askWhereSuspect(states);
        Decision decision = Policy.decideWithoutLedger(service, states, judgements, clock.instant());
        SortedMap<Region, Boolean> serve = Evidence.serve(decision);
        serve.keySet().removeIf(region -> Boolean.TRUE.equals(serve.get(region)) && !lowest.containsKey(region));
        tell(serve);
        return new Attempt(
                now,
                new Basis.FromRoutingControl(why, late),
                decision,
                new Plan(List.of(), List.of()),
                new Attempt.Weights.Withheld("the zone cannot be read: " + why));
    }

    /** Reads the history again where an endpoint was taken out before it begins and has only its own word. */
    private void lookFurtherBack(Map<Region, EndpointState> states) {
        Instant now = clock.instant();
        Optional<Instant> oldest = OwnWord.among(states, judgements).stream()
                .map(OwnWord::since)
                .min(Instant::compareTo)
                .filter(since -> since.isBefore(now.minus(lookBack())) && since.isAfter(now.minus(OwnWord.LONG_AGO)));
        if (oldest.isPresent()) {
            seen = Evidence.settled(verdicts(history.read(service, Duration.between(oldest.get(), now))), now);
        }
    }

    /** Asks once a run at most: a lost race is decided anew on the same answers, which are seconds old. */
    private void askWhereSuspect(Map<Region, EndpointState> states) {
        if (opinions.isEmpty() && Evidence.suspects(states, suspicion)) {
            opinions = secondOpinions.ask(service);
            judgements = Evidence.judge(service, opinions, suspicion, clock.instant());
        }
    }

    /**
     * Pulls routing control beside the other lever; a second pull waits for the first, so that the last word is the
     * last.
     */
    private void tell(SortedMap<Region, Boolean> serve) {
        if (!serve.equals(told)) {
            List<Future<PutOutcome>> before = List.copyOf(puts);
            told = serve;
            puts.add(tasks.submit(() -> {
                for (Future<PutOutcome> earlier : before) {
                    resultOf(earlier);
                }
                return routingControl.put(service, serve);
            }));
        }
    }

    private static <T> T resultOf(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a port failed in a way that it does not name", e.getCause());
        }
    }
}
