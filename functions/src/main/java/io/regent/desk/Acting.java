package io.regent.desk;

import io.regent.control.Opinion;
import io.regent.control.Sight;
import io.regent.control.Summons;
import io.regent.decision.Decision;
import io.regent.decision.Found;
import io.regent.drill.Action;
import io.regent.drill.Outcome;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.judgement.Judgement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.ChangeProgress;
import io.regent.lever.PutOutcome;
import io.regent.lever.ZoneReading;
import io.regent.machine.MachineSection;
import io.regent.machine.Machines;
import io.regent.machine.RepairOutcome;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.Records;
import io.regent.report.Brief;
import io.regent.report.Event;
import io.regent.verdict.Verdict;
import io.regent.verify.NewWay;
import io.regent.verify.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * An acting request while it is carried out. One batch does it: the ledger that holds the request, its end and its
 * effect, with the weights. All that comes after that batch only makes it take effect sooner, and looks on: whatever is
 * left undone, because it failed or because the process was ended, the controllers do by their next run.
 */
final class Acting {
    /** How many times at most the zone is read and written. */
    static final int MAX_ATTEMPTS = 4;

    /** How far apart clocks may be. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Instruments instruments;
    private final Request.Asked asked;
    private final Service service;
    private final Instant deadline;
    private final Instant startedAt;
    private final Timeline timeline;
    private final List<Section> sections = new ArrayList<>();
    private final List<String> later = new ArrayList<>();
    private SortedMap<Region, Judgement> judgements = new TreeMap<>();

    Acting(Instruments instruments, Request.Asked asked, Instant deadline) {
        this.instruments = instruments;
        this.asked = asked;
        this.service = asked.service();
        this.deadline = deadline;
        this.startedAt = now();
        this.timeline = new Timeline(startedAt);
    }

    /**
     * What came of a request.
     *
     * @param changed whether the ledger or the records were written
     */
    record Done(Report report, boolean changed) {}

    /**
     * A batch that was sent to Route 53.
     *
     * @param before what was read before it
     * @param changeId empty where Route 53 did not answer
     * @param generation of the ledger that it writes
     */
    private record Written(
            ZoneReading before, Consent consent, Plan plan, Optional<String> changeId, long generation) {}

    Done act() throws InterruptedException {
        Sight sight = instruments.lookout().look(service);
        judgements = sight.judgements();
        timeline.reach(Phase.DETECT, now());
        sections.add(Sections.asked(asked));
        return write(sight);
    }

    /** Decides and writes; again where somebody else was faster, or Route 53 did not say. */
    private Done write(Sight sight) throws InterruptedException {
        ZoneReading reading = sight.zone();
        Optional<Written> unanswered = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            if (!(reading instanceof ZoneReading.Read read)) {
                String why = reading instanceof ZoneReading.Unreadable unreadable ? unreadable.why() : "";
                return unanswered.isPresent()
                        ? leftOpen(sight, unanswered.get().before(), why)
                        : failed(sight, reading, "Route 53 cannot be read, and nothing was changed: " + why);
            }
            LedgerReading ledger = read.records().ledger(service);
            Consent consent = consent(sight, read.records(), ledger);
            if (unanswered.isPresent() && isOurs(unanswered.get(), consent, ledger)) {
                return follow(sight, unanswered.get());
            }
            timeline.reach(Phase.DECIDE, now());
            Plan plan;
            switch (consent) {
                case Consent.Refused refused -> {
                    sections.add(1, Sections.refusals(refused.refusals()));
                    return unchanged(sight, reading, Outcome.REFUSED);
                }
                case Consent.Unneeded unneeded -> {
                    before(sight, reading);
                    sections.add(Sections.outcome("unneeded", "Nothing had to be done: " + unneeded.why() + "."));
                    stopping().ifPresent(sections::add);
                    return finish(Outcome.UNNEEDED, false);
                }
                case Consent.Given given -> plan = Planner.plan(service, read.records(), given.decision());
                case Consent.Retiring retiring -> plan = Planner.retire(service, read.records());
            }
            if (!plan.safe()) {
                return failed(sight, reading, "The plan is unsafe, and nothing was changed: " + problems(plan));
            }
            Written written = new Written(reading, consent, plan, Optional.empty(), generation(ledger) + 1);
            String why;
            switch (instruments.zone().apply(service, plan)) {
                case ChangeOutcome.Accepted accepted -> {
                    return follow(
                            sight,
                            new Written(
                                    reading, consent, plan, Optional.of(accepted.changeId()), written.generation()));
                }
                case ChangeOutcome.Failed failed -> {
                    return unanswered.isPresent()
                            ? leftOpen(sight, reading, failed.why())
                            : failed(
                                    sight,
                                    reading,
                                    "Route 53 refused the batch, and nothing was changed: " + failed.why());
                }
                case ChangeOutcome.Conflict conflict -> why = conflict.why();
                case ChangeOutcome.Busy busy -> why = busy.why();
                case ChangeOutcome.Unanswered silent -> {
                    why = silent.why();
                    unanswered = Optional.of(written);
                }
            }
            if (attempt == MAX_ATTEMPTS || !now().plus(PAUSE).isBefore(deadline)) {
                return unanswered.isPresent()
                        ? leftOpen(sight, reading, why)
                        : failed(
                                sight,
                                reading,
                                "After " + attempt + " attempts nothing was changed, the last time because: "
                                        + Brief.of(why));
            }
            instruments.waiting().until(now().plus(PAUSE.multipliedBy(attempt)));
            reading = instruments.zone().read(service);
        }
    }

    private Consent consent(Sight sight, Records records, LedgerReading reading) {
        boolean retires = asked.request() instanceof Request.Retire;
        return switch (reading) {
            case LedgerReading.Newer newer ->
                refused(
                        "the ledger is of another version of Regent: " + newer.problem(),
                        "this region's functions of that version, or ask another region");
            case LedgerReading.Missing missing ->
                retires && Planner.retire(service, records).isEmpty()
                        ? new Consent.Unneeded("the records have the weights of the fleet, and there is no ledger")
                        : retires ? new Consent.Retiring(List.of()) : withoutLedger("there is no ledger");
            case LedgerReading.Torn torn ->
                retires
                        ? new Consent.Retiring(List.of())
                        : withoutLedger("the ledger is torn (" + torn.problem() + ")");
            case LedgerReading.Foreign foreign ->
                retires
                        ? new Consent.Retiring(List.of())
                        : withoutLedger("something that Regent never wrote stands in the ledger's place");
            case LedgerReading.Present present -> {
                Ledger ledger = present.ledger();
                Map<Region, EndpointState> known = ledger.states();
                boolean knowsAll =
                        service.endpoints().stream().map(Endpoint::region).allMatch(known::containsKey);
                if (!knowsAll && !retires) {
                    yield withoutLedger("the ledger does not know every endpoint yet");
                }
                Found found = new Found(ledger.agreement(), records.eachWeight(service), Set.of());
                Optional<Refusal> clock = clock(sight, ledger);
                Consent consent =
                        Deliberation.on(asked, new Situation(service, ledger, found, sight.judgements(), now()));
                yield clock.isPresent() ? under(clock.get(), consent) : consent;
            }
        };
    }

    private static Consent withoutLedger(String why) {
        return refused(why, "a run of a controller, which takes it from the records: within a minute");
    }

    private static Consent refused(String why, String needed) {
        return new Consent.Refused(List.of(Refusal.always(why, needed)));
    }

    /** Adds a refusal, or what was overridden, to a consent. */
    private Consent under(Refusal refusal, Consent consent) {
        boolean forced = refusal.force().isPresent()
                && asked.force().contains(refusal.force().get());
        return switch (consent) {
            case Consent.Unneeded unneeded -> unneeded;
            case Consent.Refused refused -> forced ? refused : new Consent.Refused(and(refused.refusals(), refusal));
            case Consent.Given given ->
                forced
                        ? new Consent.Given(given.decision(), and(given.forced(), refusal), given.end(), given.notes())
                        : new Consent.Refused(List.of(refusal));
            case Consent.Retiring retiring ->
                forced ? new Consent.Retiring(and(retiring.forced(), refusal)) : new Consent.Refused(List.of(refusal));
        };
    }

    private static List<Refusal> and(List<Refusal> refusals, Refusal another) {
        List<Refusal> all = new ArrayList<>(refusals);
        all.add(another);
        return all;
    }

    /**
     * Whether this region's clock can be trusted with an end: not where all other vantages that answered just now were
     * far from it, nor where the ledger tells of what is still to come.
     */
    private Optional<Refusal> clock(Sight sight, Ledger ledger) {
        if (asked.request().span().isEmpty()) {
            return Optional.empty();
        }
        List<Duration> apart = sight.opinions().stream()
                .filter(opinion -> !opinion.vantage().equals(instruments.home()))
                .filter(Opinion.Given.class::isInstance)
                .flatMap(opinion -> ((Opinion.Given) opinion)
                        .verdicts().stream().map(Verdict::at).max(Comparator.naturalOrder()).stream())
                .map(at -> Duration.between(at, sight.at()))
                .toList();
        if (!apart.isEmpty() && apart.stream().allMatch(by -> by.abs().compareTo(CLOCK_SKEW) > 0)) {
            return Optional.of(clock("this region's clock and those of the other vantages are "
                    + Words.lasts(apart.getFirst().abs()) + " apart"));
        }
        Instant latest = ledger.states().values().stream()
                .map(EndpointState::since)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return latest.isAfter(now().plus(CLOCK_SKEW))
                ? Optional.of(
                        clock("the ledger tells of " + latest + ", and this region's clock says " + Words.time(now())))
                : Optional.empty();
    }

    private static Refusal clock(String why) {
        return Refusal.of(
                Overriding.CLOCK, why + ": the end would come at another time", "the region whose clock is right");
    }

    /** Whether a batch that nobody answered for stands: the ledger knows the request, or is gone as was asked. */
    private static boolean isOurs(Written written, Consent now, LedgerReading ledger) {
        return switch (written.consent()) {
            case Consent.Given given ->
                now instanceof Consent.Unneeded
                        && ledger instanceof LedgerReading.Present present
                        && present.ledger()
                                .orders()
                                .done()
                                .contains(given.decision().orders().done().getLast());
            case Consent.Retiring retiring -> now instanceof Consent.Unneeded;
            case Consent.Refused refused -> false;
            case Consent.Unneeded unneeded -> false;
        };
    }

    private static long generation(LedgerReading reading) {
        return reading instanceof LedgerReading.Present present
                ? present.ledger().generation()
                : 0;
    }

    private static String problems(Plan plan) {
        return plan.problems().stream().map(Plan.Problem::text).collect(Collectors.joining("; "));
    }

    private void before(Sight sight, ZoneReading reading) {
        sections.add(Sections.standing("before", "What stood before", service, reading, judgements, now()));
        sections.add(Sections.evidence(sight, judgements));
    }

    private Done unchanged(Sight sight, ZoneReading reading, Outcome outcome) {
        before(sight, reading);
        return finish(outcome, false);
    }

    private Done failed(Sight sight, ZoneReading reading, String why) {
        before(sight, reading);
        sections.add(Sections.outcome("failed", why));
        return finish(Outcome.FAILED, false);
    }

    /** Nobody knows whether the batch stands; asking again with the same id tells, and acts once at most. */
    private Done leftOpen(Sight sight, ZoneReading reading, String why) {
        before(sight, reading);
        sections.add(Sections.outcome(
                "unanswered",
                "Route 53 did not say whether it took the batch: " + why
                        + ". The same request with the same id finds out, and acts once at most."));
        sections.add(rest(repeated()));
        return finish(Outcome.UNDER_WAY, true);
    }

    /** The batch stands: pulls what is left to be pulled, and looks on until the name servers have it. */
    private Done follow(Sight sight, Written written) throws InterruptedException {
        timeline.reach(Phase.WRITE, now());
        before(sight, written.before());
        Optional<Decision> decision =
                written.consent() instanceof Consent.Given given ? Optional.of(given.decision()) : Optional.empty();
        forced(written.consent())
                .filter(forced -> !forced.isEmpty())
                .ifPresent(forced -> sections.add(1, Sections.forced(forced)));
        decision.ifPresentOrElse(
                made -> sections.add(Sections.decision(
                        "What was decided and written",
                        service,
                        made,
                        written.plan(),
                        ((Consent.Given) written.consent()).notes())),
                () -> sections.add(Sections.outcome(
                        "retired", "The weights are those of the fleet's document, and the ledger is gone.")));
        boolean moves = decision.map(Decision::moves).orElse(true);
        Set<Phase> awaited = EnumSet.of(Phase.DETECT, Phase.DECIDE, Phase.WRITE);
        boolean complete = true;
        if (asked.request() instanceof Request.Outage outage) {
            awaited.addAll(Set.of(Phase.FIRST_SERVER, Phase.LAST_SERVER));
            complete = followOutage(outage, written);
        } else if (moves) {
            awaited.addAll(Set.of(Phase.INSYNC, Phase.FIRST_SERVER, Phase.LAST_SERVER));
            complete = followMove(decision, written);
        }
        Outcome outcome = complete ? Outcome.DONE : Outcome.UNDER_WAY;
        if (asked.request() instanceof Request.Repair repair) {
            outcome = repair(repair);
        }
        sections.add(timeline.section(awaited));
        sections.add(Sections.standing(
                "after", "What stands after", service, instruments.zone().read(service), new TreeMap<>(), now()));
        notesOnWhatComesLater();
        if (written.consent() instanceof Consent.Given given) {
            given.end().ifPresent(end -> sections.add(Sections.ends(end, now())));
        }
        undo().ifPresent(sections::add);
        stopping().ifPresent(sections::add);
        if (outcome == Outcome.UNDER_WAY) {
            sections.add(rest(looking()));
        }
        return finish(outcome, true);
    }

    /** The ledger knows that it was begun, whatever becomes of it: that is what keeps another from being begun. */
    private Outcome repair(Request.Repair repair) {
        Machines machines = instruments.machines();
        RepairOutcome made =
                switch (repair.means()) {
                    case REBOOT -> machines.reboot(service, repair.region(), deadline);
                    case ADDRESS -> machines.attach(service, repair.region(), deadline);
                };
        sections.add(
                new Section("repair", "What became of the repair", new JsonText(made.words()), List.of(made.words())));
        sections.add(MachineSection.of(machines.look(service, repair.region(), deadline)));
        return switch (made) {
            case RepairOutcome.Begun begun -> Outcome.DONE;
            case RepairOutcome.Unneeded unneeded -> Outcome.UNNEEDED;
            case RepairOutcome.NotDone not -> Outcome.FAILED;
            case RepairOutcome.Unanswered unanswered -> Outcome.UNDER_WAY;
        };
    }

    private static Optional<List<Refusal>> forced(Consent consent) {
        return switch (consent) {
            case Consent.Given given -> Optional.of(given.forced());
            case Consent.Retiring retiring -> Optional.of(retiring.forced());
            case Consent.Refused refused -> Optional.empty();
            case Consent.Unneeded unneeded -> Optional.empty();
        };
    }

    /** Traffic moves by a batch of ours: all at once, routing control, the other controllers, INSYNC, name servers. */
    private boolean followMove(Optional<Decision> decision, Written written) throws InterruptedException {
        SortedMap<Region, Boolean> serve = new TreeMap<>();
        service.endpoints()
                .forEach(endpoint -> serve.put(
                        endpoint.region(),
                        decision.isEmpty() || !(decision.get().states().get(endpoint.region()) instanceof Drained)));
        NewWay way = decision.isPresent()
                ? new NewWay.Written(
                        written.generation(),
                        serve.keySet().stream()
                                .filter(region -> !serve.getOrDefault(region, true))
                                .collect(Collectors.toSet()))
                : new NewWay.Retired();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PutOutcome> put =
                    tasks.submit(() -> instruments.routingControl().put(service, serve));
            List<Future<?>> waking = new ArrayList<>();
            if (decision.isPresent()) {
                // A controller that runs after a retirement would only begin another ledger.
                for (Region region : new TreeSet<>(service.vantages())) {
                    waking.add(tasks.submit(() -> {
                        // Of the own region's two words the controller's is to be the last.
                        resultOf(put);
                        wake(region);
                        return region;
                    }));
                }
            }
            Future<Boolean> insync = tasks.submit(() -> awaitInSync(written.changeId()));
            Future<Watch> seen = tasks.submit(() -> instruments.nameServers().watch(service, way, deadline));
            if (resultOf(put) instanceof PutOutcome.Failed failed) {
                later("Routing control of this region was not told: " + failed.why());
            }
            for (Future<?> one : waking) {
                resultOf(one);
            }
            boolean complete = resultOf(insync);
            return takeIn(resultOf(seen)) && complete;
        }
    }

    private void wake(Region region) {
        if (instruments.summons().run(region, service.name()) instanceof Summons.Woken.Silent silent) {
            later("The controller of " + region + " did not answer: " + silent.why());
        }
    }

    private boolean awaitInSync(Optional<String> changeId) throws InterruptedException {
        if (changeId.isEmpty()) {
            later("Route 53 gave no answer to the batch that stands, so that its way to INSYNC cannot be followed.");
            return true;
        }
        String trouble = "";
        while (now().isBefore(deadline)) {
            switch (instruments.changes().of(changeId.get())) {
                case ChangeProgress.InSync insync -> {
                    timeline.reach(Phase.INSYNC, now());
                    return true;
                }
                case ChangeProgress.Pending pending -> trouble = "";
                case ChangeProgress.Unknown unknown -> trouble = unknown.why();
            }
            instruments.waiting().until(now().plus(BETWEEN_LOOKS));
        }
        later("Route 53 has not said INSYNC of " + changeId.get()
                + (trouble.isEmpty() ? ", and calls it PENDING" : ": " + trouble));
        return false;
    }

    private boolean takeIn(Watch seen) {
        seen.first().ifPresent(at -> timeline.reach(Phase.FIRST_SERVER, at));
        seen.last().ifPresent(at -> timeline.reach(Phase.LAST_SERVER, at));
        sections.add(seen.section());
        return seen.last().isPresent();
    }

    /** The controllers do it: tells every region that the drill began, and waits for one of them to have decided. */
    private boolean followOutage(Request.Outage outage, Written written) throws InterruptedException {
        timeline.reach(Phase.DETECT, now());
        Instant until = ((Consent.Given) written.consent()).end().orElseThrow();
        Event event = new Event(
                Event.DRILL_BEGAN,
                now(),
                JsonObject.builder()
                        .with("service", service.name().value())
                        .with("action", asked.request().action().label())
                        .with("region", outage.region().id())
                        .with("until", until.toString())
                        .build());
        List<Callable<PutOutcome>> sends = new ArrayList<>();
        List<Region> regions = service.vantages().stream().sorted().toList();
        regions.forEach(region -> sends.add(() -> instruments.events().send(region, event)));
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PutOutcome>> sent = tasks.invokeAll(sends);
            for (int i = 0; i < regions.size(); i++) {
                if (resultOf(sent.get(i)) instanceof PutOutcome.Failed failed) {
                    later("The event bus of " + regions.get(i) + " did not take the event: " + failed.why());
                }
            }
        }
        while (now().isBefore(deadline)) {
            if (instruments.zone().read(service) instanceof ZoneReading.Read read
                    && read.records().ledger(service) instanceof LedgerReading.Present present
                    && present.ledger().states().get(outage.region()) instanceof Drained drained
                    && drained.by() == Mover.DRILL) {
                // The ledger's times are in whole seconds: cut, it may lie before the order.
                Instant detected = timeline.of(Phase.DETECT).orElseThrow();
                timeline.reach(Phase.DECIDE, drained.since().isBefore(detected) ? detected : drained.since());
                timeline.reach(Phase.WRITE, now());
                NewWay way = new NewWay.Written(present.ledger().generation(), Set.of(outage.region()));
                return takeIn(instruments.nameServers().watch(service, way, deadline));
            }
            instruments.waiting().until(now().plus(BETWEEN_LOOKS.dividedBy(2)));
        }
        later("No controller has drained " + outage.region() + " yet.");
        return false;
    }

    private synchronized void later(String what) {
        later.add(Brief.of(what));
    }

    private synchronized void notesOnWhatComesLater() {
        if (!later.isEmpty()) {
            sections.add(new Section(
                    "later",
                    "What was not seen to the end, and the controllers' next runs see to",
                    JsonArray.ofTexts(later),
                    later.stream().map(what -> "- " + what).toList()));
        }
    }

    /** How to undo it now: an outage or an evacuation by giving the endpoint back, and so on. */
    private Optional<Section> undo() {
        Optional<Action> undoing =
                switch (asked.request().action()) {
                    case EVACUATE, OUTAGE -> Optional.of(Action.RESTORE);
                    case RESTORE -> Optional.of(Action.EVACUATE);
                    case HOLD -> Optional.of(Action.RELEASE);
                    case RELEASE -> Optional.of(Action.HOLD);
                    case STATUS, PREVIEW, VERIFY, PREFLIGHT, REPLAY, REPAIR, RETIRE -> Optional.empty();
                };
        return undoing.map(action -> {
            JsonObject.Builder payload = payload(action);
            asked.request().actsOn().ifPresent(region -> payload.with("region", region.id()));
            if (asked.request().span().isEmpty()) {
                payload.with("for", "1h");
            }
            return Sections.command(
                    "undo",
                    "How to undo it now",
                    command(instruments.functions().act(), payload.with("by", asked.by())));
        });
    }

    /** What a retirement needs to last. */
    private Optional<Section> stopping() {
        if (!(asked.request() instanceof Request.Retire)) {
            return Optional.empty();
        }
        Command again =
                command(instruments.functions().act(), payload(Action.RETIRE).with("by", asked.by()));
        return Optional.of(
                Sections.stopping(instruments.functions().controller(), List.copyOf(service.vantages()), again));
    }

    private JsonObject.Builder payload(Action action) {
        return JsonObject.builder()
                .with("action", action.label())
                .with("service", service.name().value());
    }

    private Command command(String function, JsonObject.Builder payload) {
        return new Command(function, instruments.home(), payload.build());
    }

    private Section rest(Command command) {
        return Sections.command("rest", "How to ask for the rest", command);
    }

    private Command looking() {
        Action action = asked.request() instanceof Request.Repair || asked.request() instanceof Request.Outage
                ? Action.STATUS
                : Action.VERIFY;
        return command(instruments.functions().look(), payload(action));
    }

    /** The same request again: by its id it acts once. */
    private Command repeated() {
        JsonObject.Builder payload = payload(asked.request().action());
        asked.request().actsOn().ifPresent(region -> payload.with("region", region.id()));
        asked.request().span().ifPresent(span -> payload.with("for", Words.span(span)));
        if (asked.request() instanceof Request.Repair repair) {
            payload.with("means", repair.means().name().toLowerCase(Locale.ROOT));
        }
        payload.with("id", asked.id()).with("by", asked.by());
        if (!asked.force().isEmpty()) {
            payload.with(
                    "force",
                    JsonArray.ofTexts(asked.force().stream()
                            .sorted()
                            .map(Overriding::label)
                            .toList()));
        }
        return command(instruments.functions().act(), payload);
    }

    private Done finish(Outcome outcome, boolean changed) {
        return new Done(Report.on(asked, instruments.home(), outcome, startedAt, now(), sections), changed);
    }

    private Instant now() {
        return instruments.clock().instant();
    }

    private static <T> T resultOf(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a port failed in a way that it does not name", e.getCause());
        }
    }
}
