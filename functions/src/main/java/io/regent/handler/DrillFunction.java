package io.regent.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.regent.desk.Desk;
import io.regent.desk.Report;
import io.regent.document.Problem;
import io.regent.document.RequestDocument;
import io.regent.document.RequestReading;
import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.event.AgeRule;
import io.regent.event.Intake;
import io.regent.event.Invocations;
import io.regent.event.Trigger;
import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonNull;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import io.regent.lever.PutOutcome;
import io.regent.preflight.Preflight;
import io.regent.process.Environment;
import io.regent.process.StandardOutput;
import io.regent.report.Datum;
import io.regent.report.Log;
import io.regent.report.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crac.Core;
import org.crac.Resource;

/**
 * What people ask for, and the report that answers it. It is deployed twice: once to take every action, and once to
 * look only, so that both can be given to different people. The one that looks is also started by a schedule, for a
 * preflight of its region. A decision that moved traffic starts both: the one that looks reports on what was DOWN, the
 * one that acts repairs it where the fleet's document lets it. Sample requests: {@code events/}.
 */
public final class DrillFunction implements RequestStreamHandler, Resource {
    /** What of an invocation's time is kept for the last call, for telling everybody, and for answering. */
    private static final Duration KEPT = Duration.ofSeconds(12);

    private static final String STATUS = "{\"action\": \"status\"}";
    private static final Duration PRIMING = Duration.ofSeconds(30);

    private final Region home;
    private final KnownFleet fleet;
    private final Desk desk;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Log log;

    /** What Lambda calls: everything comes from the process's environment. */
    public DrillFunction() {
        this(Environment.ofProcess(), line -> StandardOutput.line(Json.write(line)));
        Core.getGlobalContext().register(this);
    }

    /** For a host that runs the functions of several regions in one process, and keeps their logs apart. */
    public DrillFunction(Environment environment, Log log) {
        this(environment, new Wiring(environment, log));
    }

    private DrillFunction(Environment environment, Wiring wiring) {
        this(
                wiring.home(),
                wiring.fleet(),
                new DeskWiring(environment, wiring).desk(),
                wiring.metrics(),
                wiring.clock(),
                wiring.log());
    }

    DrillFunction(Region home, KnownFleet fleet, Desk desk, Metrics metrics, InstantSource clock, Log log) {
        this.home = home;
        this.fleet = fleet;
        this.desk = desk;
        this.metrics = metrics;
        this.clock = clock;
        this.log = log;
    }

    /** Primes the function. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        new Priming(home, clock, log)
                .run(
                        environment -> {
                            DrillFunction primed = new DrillFunction(environment, line -> Json.write(line));
                            return payload -> primed.answer(payload, PRIMING, "primed");
                        },
                        STATUS);
    }

    /** Does nothing: there is nothing to be renewed. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        // An asynchronous invocation that is tried again keeps its id, and a request without one acts once by that.
        output.write(answer(input, Duration.ofMillis(context.getRemainingTimeInMillis()), context.getAwsRequestId()));
    }

    /**
     * Takes an invocation's payload and gives its answer.
     *
     * @param left how long the invocation may still take
     * @param id of the invocation
     */
    byte[] answer(InputStream input, Duration left, String id) throws IOException {
        Instant deadline = clock.instant().plus(left).minus(KEPT);
        try {
            return Json.bytes(answer(AgeRule.USUAL.check(Invocations.drill(input), clock.instant()), deadline, id));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the process is to end");
        }
    }

    private JsonValue answer(Intake<Trigger.OfDrill> intake, Instant deadline, String id) throws InterruptedException {
        return switch (intake) {
            case Intake.Accepted<Trigger.OfDrill> accepted ->
                switch (accepted.trigger()) {
                    case Trigger.Asked asked -> answer(asked.request(), deadline, id);
                    case Trigger.Scheduled scheduled -> preflight(deadline, id);
                    case Trigger.FailoverDecided decided -> drained(decided, deadline);
                };
            case Intake.Unknown<Trigger.OfDrill> unknown ->
                unread(clock.instant(), List.of(unknown.why()), new JsonNull());
            case Intake.Untimely<Trigger.OfDrill> untimely -> Refused.log(log, clock.instant(), untimely.why());
        };
    }

    private JsonValue answer(JsonValue request, Instant deadline, String id) throws InterruptedException {
        Instant startedAt = clock.instant();
        return switch (fleet.look()) {
            case KnownFleet.Look.Good good -> answer(request, good.fleet(), startedAt, deadline, id);
            case KnownFleet.Look.None none -> withoutFleet(startedAt, none.why());
        };
    }

    private JsonValue answer(JsonValue request, Fleet known, Instant startedAt, Instant deadline, String id)
            throws InterruptedException {
        return switch (RequestDocument.read(request, known, id)) {
            case RequestReading.Read read -> desk.answer(read.asked(), deadline).json();
            case RequestReading.Refused refused ->
                unread(
                        startedAt,
                        refused.problems().stream().map(Problem::toString).toList(),
                        request);
        };
    }

    /** The answer to whoever asks before the fleet's document could be read: nothing can be done without it. */
    private JsonValue withoutFleet(Instant startedAt, String why) {
        List<String> problems = List.of(
                why,
                "ask again in a minute, or in another region; where it stays so: docs/runbook.md, \"probe-errors\"");
        Section section = new Section(
                "problems",
                "Why nothing was done",
                JsonArray.ofTexts(problems),
                problems.stream().map(problem -> "- " + problem).toList());
        Report report = new Report(
                Report.UNKNOWN, Map.of(), home, Outcome.REFUSED, startedAt, clock.instant(), List.of(section));
        log.write(Log.Level.ERROR, clock.instant(), "Request not answered", report.facts());
        return report.json();
    }

    private JsonValue unread(Instant startedAt, List<String> problems, JsonValue request) {
        Report report = Report.unread(home, startedAt, clock.instant(), problems, request);
        log.write(Log.Level.WARN, clock.instant(), "Request refused", report.facts());
        return report.json();
    }

    /** A preflight of this region for every service, told by a metric. */
    private JsonValue preflight(Instant deadline, String id) throws InterruptedException {
        List<JsonValue> reports = new ArrayList<>();
        Fleet known = fleet.get();
        for (Service service : known.services()) {
            Request.Preflight preflight = new Request.Preflight(Request.Preflight.Scope.REGION);
            Report report = desk.answer(new Request.Asked(id, "the schedule", service, Set.of(), preflight), deadline);
            boolean well = report.outcome() == Outcome.DONE;
            log.write(well ? Log.Level.INFO : Log.Level.WARN, clock.instant(), "Preflight", report.facts());
            Datum datum =
                    Preflight.healthy(service, new Findings(report.outcome(), report.sections()), clock.instant());
            if (metrics.put(home, List.of(datum)) instanceof PutOutcome.Failed failed) {
                log.write(
                        Log.Level.WARN,
                        clock.instant(),
                        "The preflight's metric was not put",
                        JsonObject.builder().with("why", failed.why()).build());
            }
            reports.add(report.json());
        }
        return JsonObject.builder().with("reports", new JsonArray(reports)).build();
    }

    private JsonValue drained(Trigger.FailoverDecided decided, Instant deadline) throws InterruptedException {
        Optional<Service> service = fleet.get().services().stream()
                .filter(known -> known.name().equals(decided.service()))
                .findFirst();
        if (service.isEmpty()) {
            return Refused.log(log, clock.instant(), "service " + decided.service() + ": not in the fleet's document");
        }
        List<Region> down = decided.down().stream()
                .filter(region -> service.get().endpoint(region).isPresent())
                .toList();
        List<Report> reports =
                down.isEmpty() ? List.of() : desk.drained(service.get(), down, decided.decidedAt(), deadline);
        return JsonObject.builder()
                .with("reports", JsonArray.of(reports.stream().map(Report::json).toList()))
                .build();
    }
}
