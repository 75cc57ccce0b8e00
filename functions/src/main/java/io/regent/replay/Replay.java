package io.regent.replay;

import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a past period's verdicts through the service's own policy and through others, and tells what each would have
 * made of it, against what did happen. Second opinions cannot be replayed; the published verdicts stand in.
 */
public final class Replay {
    /** The most verdicts that are read: what two regions publish in a day is a hundredth of it. */
    public static final int MOST_VERDICTS = 1_000_000;

    /**
     * How often a verdict is looked at, over all policies; some seconds of work on a machine of its own, and some more
     * in a function with little memory, whose share of a processor is as little. A quiet day of two regions takes less
     * than a hundredth of it for each policy.
     */
    private static final long MOST_LOOKS = 30_000_000;

    private final Past past;
    private final InstantSource clock;
    private final Duration minute;

    /** A replay of controllers that run every minute. */
    public Replay(Past past, InstantSource clock) {
        this(past, clock, Duration.ofMinutes(1));
    }

    /**
     * A replay of controllers that run at another pace, such as the lab's.
     *
     * @param minute how long a minute of their schedules lasts
     */
    public Replay(Past past, InstantSource clock, Duration minute) {
        this.past = past;
        this.clock = clock;
        this.minute = minute;
    }

    /** Why a request cannot be answered now; each names the field and what is accepted. Empty where it can. */
    private List<String> problems(Request.Replay request) {
        List<String> problems = new ArrayList<>();
        Instant now = clock.instant();
        Instant from = request.from();
        Instant until = request.until();
        Instant earliest = past.keptSince();
        if (until.isAfter(now)) {
            problems.add("until " + until + ": expected a time that has come, " + Texts.time(now) + " at the latest");
        }
        if (request.verdicts().isEmpty() && from.isBefore(earliest)) {
            problems.add("from " + from + ": expected " + Texts.time(earliest) + " or later, since no verdicts of"
                    + " earlier times are kept by the minute");
        }
        return problems;
    }

    /**
     * Replays the period that a request names; refuses, and reads nothing, where it has problems.
     *
     * @param deadline when it is over. A replay that is not done by then says so and shows no part of it as the whole;
     *     what did happen is left out where that alone could not be read by then
     */
    public Findings run(Service service, Request.Replay request, Instant deadline) {
        List<String> problems = problems(request);
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        Duration longest = request.settings().values().stream()
                .map(PolicySettings::freshness)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration before = longest.compareTo(service.policy().freshness()) > 0
                ? longest
                : service.policy().freshness();
        Past.Held held = request.verdicts().isEmpty()
                ? past.held(service, request.from().minus(before), request.until(), deadline)
                : new Past.Held.Read(request.verdicts(), "the verdicts of the request, as they stand there");
        return switch (held) {
            case Past.Held.Unreadable unreadable -> failed("The verdicts cannot be read: " + unreadable.why());
            case Past.Held.Read read ->
                read.verdicts().size() > MOST_VERDICTS
                        ? failed("There are more than " + MOST_VERDICTS + " verdicts: ask for a shorter period.")
                        : replay(service, request, read, deadline);
        };
    }

    private Findings replay(Service service, Request.Replay request, Past.Held.Read read, Instant deadline) {
        List<Verdict> verdicts = read.verdicts().stream()
                .sorted(Comparator.comparing(Verdict::at))
                .toList();
        Span period = new Span(request.from(), request.until());
        if (verdicts.stream().noneMatch(verdict -> concerns(verdict, service, period))) {
            return failed("No vantage of " + service.name() + " published anything from "
                    + Texts.time(period.from()) + " to " + Texts.time(period.until())
                    + ": the probes were not there yet, or their metrics did not reach this region.");
        }
        List<Course> courses = new ArrayList<>();
        Map<String, PolicySettings> policies = new LinkedHashMap<>();
        policies.put(Request.Replay.OWN, service.policy());
        policies.putAll(request.settings());
        long left = MOST_LOOKS;
        for (Map.Entry<String, PolicySettings> policy : policies.entrySet()) {
            Simulation simulation = new Simulation(
                    service.withPolicy(policy.getValue()), verdicts, period, minute, left, () -> isOver(deadline));
            Optional<Course> course = simulation.run(policy.getKey());
            left -= simulation.looks();
            if (course.isEmpty()) {
                return failed((isOver(deadline)
                                ? "The time was over before all was looked at"
                                : "There is too much to look at")
                        + ", at the latest for the policy " + policy.getKey()
                        + ": ask for a shorter period, for fewer policies, or for such with a shorter freshness,"
                        + " stabilisation and stepHold.");
            }
            courses.add(course.get());
        }
        List<String> notes = new ArrayList<>();
        notes.add("Times of the verdicts: " + read.basis() + ".");
        notes.add("Second opinions cannot be replayed: the published verdicts stand in for them. Neither are holds,"
                + " evacuations, outage drills and what else people did in the period: those show only in what did"
                + " happen. Every endpoint serves at the beginning; where failback is manual, nobody gives back.");
        if (request.verdicts().isEmpty()) {
            switch (past.told(service, request.from(), request.until(), deadline)) {
                case Past.Told.Unreadable unreadable ->
                    notes.add("What did happen cannot be read: " + unreadable.why());
                case Past.Told.Read told -> {
                    if (told.said().isEmpty()) {
                        notes.add("What did happen is not known: routing control was told nothing in this region.");
                    } else {
                        notes.add("What did happen is the word of one controller, that of the region that answers here:"
                                + " what it told its own region's routing control, to within "
                                + Texts.length(told.holds()) + ", without the steps of a return. Another region's"
                                + " controller may have told otherwise: ask there too.");
                        courses.add(Happened.course(service, told, courses.getFirst(), period));
                    }
                }
            }
        } else {
            notes.add("What did happen is not compared: the verdicts are the request's.");
        }
        Account account = new Account(service, request.settings(), period, verdicts.size(), courses, notes);
        return new Findings(Outcome.DONE, account.sections());
    }

    private boolean isOver(Instant deadline) {
        return !clock.instant().isBefore(deadline);
    }

    private static boolean concerns(Verdict verdict, Service service, Span period) {
        return service.vantages().contains(verdict.vantage())
                && service.endpoint(verdict.endpoint()).isPresent()
                && !verdict.at().isBefore(period.from())
                && verdict.at().isBefore(period.until());
    }

    private static Findings refused(List<String> problems) {
        List<JsonValue> facts = problems.stream()
                .<JsonValue>map(
                        problem -> JsonObject.builder().with("why", problem).build())
                .toList();
        return new Findings(
                Outcome.REFUSED,
                List.of(new Section("refusals", "Refused", new JsonArray(facts), Texts.wrapped(problems))));
    }

    private static Findings failed(String why) {
        JsonObject facts = JsonObject.builder().with("why", why).build();
        return new Findings(
                Outcome.FAILED, List.of(new Section("replay", "Not replayed", facts, Texts.wrapped(List.of(why)))));
    }
}
