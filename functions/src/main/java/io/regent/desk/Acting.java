package io.regent.desk;

import io.regent.control.Sight;
import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Service;
import io.regent.json.JsonObject;
import io.regent.ledger.LedgerReading;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.Records;
import io.regent.report.Brief;
import io.regent.report.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An acting request while it is decided and written. One batch does it: the ledger that holds the request, its end and
 * its effect, with the weights. What comes after that batch is {@link Following}'s.
 */
final class Acting {
    /** How many times at most the zone is read and written. */
    static final int MAX_ATTEMPTS = 4;

    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Instruments instruments;
    private final Request.Asked asked;
    private final Service service;
    private final Instant deadline;
    private final Instant startedAt;
    private final Timeline timeline;
    private final NextSteps next;

    Acting(Instruments instruments, Request.Asked asked, Instant deadline) {
        this.instruments = instruments;
        this.asked = asked;
        this.service = asked.service();
        this.deadline = deadline;
        this.startedAt = now();
        this.timeline = new Timeline(startedAt);
        this.next = new NextSteps(asked, instruments.functions(), instruments.home());
    }

    /**
     * What came of a request.
     *
     * @param changed whether the ledger or the records were written
     */
    record Done(Report report, boolean changed) {}

    /** Decides and writes; again where somebody else was faster, or Route 53 did not say. */
    Done act() throws InterruptedException {
        Sight sight = instruments.lookout().look(service);
        timeline.reach(Phase.DETECT, now());
        Hearing hearing = new Hearing(asked, instruments.home(), sight);
        Seen seen = new Seen(sight, sight.zone(), sight.at());
        Optional<Written> unanswered = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            if (!(seen.zone() instanceof ZoneReading.Read read)) {
                String why = seen.zone() instanceof ZoneReading.Unreadable unreadable ? unreadable.why() : "";
                return unanswered.isPresent()
                        ? leftOpen(unanswered.get().before(), why)
                        : failed(seen, "Route 53 cannot be read, and nothing was changed: " + why);
            }
            LedgerReading ledger = read.records().ledger(service);
            Consent consent = hearing.on(read.records(), now());
            if (unanswered.isPresent() && isOurs(unanswered.get(), consent, ledger)) {
                return written(unanswered.get());
            }
            timeline.reach(Phase.DECIDE, now());
            Consent.Granted granted;
            switch (consent) {
                case Consent.Refused refused -> {
                    return refused(seen, refused);
                }
                case Consent.Unneeded unneeded -> {
                    return unneeded(seen, unneeded);
                }
                case Consent.Granted given -> granted = given;
            }
            Plan plan = plan(read.records(), granted);
            if (!plan.safe()) {
                return failed(seen, "The plan is unsafe, and nothing was changed: " + problems(plan));
            }
            Written sent = new Written(seen, granted, plan, Optional.empty(), generation(ledger) + 1);
            String why;
            switch (instruments.zone().apply(service, plan)) {
                case ChangeOutcome.Accepted accepted -> {
                    return written(sent.as(accepted.changeId()));
                }
                case ChangeOutcome.Failed failed -> {
                    return unanswered.isPresent()
                            ? leftOpen(seen, failed.why())
                            : failed(seen, "Route 53 refused the batch, and nothing was changed: " + failed.why());
                }
                case ChangeOutcome.Conflict conflict -> why = conflict.why();
                case ChangeOutcome.Busy busy -> why = busy.why();
                case ChangeOutcome.Unanswered silent -> {
                    why = silent.why();
                    unanswered = Optional.of(sent);
                }
            }
            if (attempt == MAX_ATTEMPTS || !now().plus(PAUSE).isBefore(deadline)) {
                return unanswered.isPresent()
                        ? leftOpen(seen, why)
                        : failed(
                                seen,
                                "After " + attempt + " attempts nothing was changed, the last time because: "
                                        + Brief.of(why));
            }
            instruments.waiting().until(now().plus(PAUSE.multipliedBy(attempt)));
            seen = new Seen(sight, instruments.zone().read(service), now());
        }
    }

    private Plan plan(Records records, Consent.Granted granted) {
        return switch (granted) {
            case Consent.Given given -> Planner.plan(service, records, given.decision());
            case Consent.Retiring retiring -> Planner.retire(service, records);
        };
    }

    /** Whether a batch that nobody answered for stands: the ledger knows the request, or is gone as was asked. */
    private static boolean isOurs(Written written, Consent now, LedgerReading ledger) {
        return switch (written.consent()) {
            case Consent.Given given ->
                ledger instanceof LedgerReading.Present present
                        && present.ledger()
                                .orders()
                                .done()
                                .contains(given.decision().orders().done().getLast());
            case Consent.Retiring retiring -> now instanceof Consent.Unneeded;
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

    private Done refused(Seen seen, Consent.Refused refused) {
        return done(Outcome.REFUSED, false, seen, List.of(Sections.refusals(refused.refusals())), List.of());
    }

    private Done unneeded(Seen seen, Consent.Unneeded unneeded) {
        List<Section> sections = new ArrayList<>();
        sections.add(Sections.outcome("unneeded", "Nothing had to be done: " + unneeded.why() + "."));
        next.stopping().ifPresent(sections::add);
        return done(Outcome.UNNEEDED, false, seen, List.of(), sections);
    }

    private Done failed(Seen seen, String why) {
        return done(Outcome.FAILED, false, seen, List.of(), List.of(Sections.outcome("failed", why)));
    }

    /** Nobody knows whether the batch stands; asking again with the same id tells, and acts once at most. */
    private Done leftOpen(Seen seen, String why) {
        Section open = Sections.outcome(
                "unanswered",
                "Route 53 did not say whether it took the batch: " + why
                        + ". The same request with the same id finds out, and acts once at most.");
        return done(Outcome.UNDER_WAY, true, seen, List.of(), List.of(open, next.repeated()));
    }

    /** The batch stands. */
    private Done written(Written written) throws InterruptedException {
        timeline.reach(Phase.WRITE, now());
        // Whatever becomes of this process, what it did is known.
        instruments
                .log()
                .write(
                        Log.Level.INFO,
                        now(),
                        "Drill written",
                        JsonObject.builder()
                                .with("service", service.name().value())
                                .with("action", asked.request().action().label())
                                .with("id", asked.id())
                                .with("by", asked.by())
                                .with("generation", written.generation())
                                .build());
        List<Refusal> forced = written.consent().forced();
        Findings followed = new Following(instruments, asked, deadline, timeline, next).follow(written);
        List<Section> sections = new ArrayList<>(List.of(written.section(service)));
        sections.addAll(followed.sections());
        return done(
                followed.outcome(),
                true,
                written.before(),
                forced.isEmpty() ? List.of() : List.of(Sections.forced(forced)),
                sections);
    }

    /**
     * Makes the report.
     *
     * @param reasons what is said before what stood there
     * @param rest what is said after it
     */
    private Done done(Outcome outcome, boolean changed, Seen seen, List<Section> reasons, List<Section> rest) {
        List<Section> sections = new ArrayList<>(List.of(Sections.asked(asked)));
        sections.addAll(reasons);
        sections.addAll(seen.sections(service));
        sections.addAll(rest);
        return new Done(Report.on(asked, instruments.home(), outcome, startedAt, now(), sections), changed);
    }

    private Instant now() {
        return instruments.clock().instant();
    }
}
