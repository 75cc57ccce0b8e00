package io.regent.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.regent.event.AgeRule;
import io.regent.event.Intake;
import io.regent.event.Invocations;
import io.regent.event.Trigger;
import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import io.regent.process.Environment;
import io.regent.process.StandardOutput;
import io.regent.report.Log;
import io.regent.report.ProbeNews;
import io.regent.report.VerdictJson;
import io.regent.session.SessionReport;
import io.regent.session.Vantage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.crac.Core;
import org.crac.Resource;

/**
 * Probes: a session of rounds on the schedule, a short burst for a controller that asks for a second opinion. Sample
 * payloads: {@code events/probe-session.json}, {@code events/second-opinion.json}.
 */
public final class ProbeFunction implements RequestStreamHandler, Resource {
    private final Region home;
    private final KnownFleet fleet;
    private final Vantage vantage;
    private final Duration session;
    private final InstantSource clock;
    private final Log log;

    /** What Lambda calls: everything comes from the process's environment. */
    public ProbeFunction() {
        this(Environment.ofProcess(), line -> StandardOutput.line(Json.write(line)));
        Core.getGlobalContext().register(this);
    }

    /** For a host that runs the functions of several regions in one process, and keeps their logs apart. */
    public ProbeFunction(Environment environment, Log log) {
        this(new Wiring(environment, log));
    }

    private ProbeFunction(Wiring wiring) {
        this(wiring.home(), wiring.fleet(), wiring.vantage(), wiring.session(), wiring.clock(), wiring.log());
    }

    ProbeFunction(Region home, KnownFleet fleet, Vantage vantage, Duration session, InstantSource clock, Log log) {
        this.home = home;
        this.fleet = fleet;
        this.vantage = vantage;
        this.session = session;
        this.clock = clock;
        this.log = log;
    }

    /** Primes the function. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        new Priming(home, clock, log)
                .run(
                        environment -> new ProbeFunction(environment, line -> Json.write(line))::answer,
                        "{\"source\": \"regent.schedule\", \"time\": \"%s\"}".formatted(clock.instant()));
    }

    /** Does nothing: there is nothing to be renewed. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(answer(input));
    }

    /** Takes an invocation's payload and gives its answer. */
    byte[] answer(InputStream input) throws IOException {
        try {
            return Json.bytes(answer(AgeRule.USUAL.check(Invocations.probe(input), clock.instant())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the process is to end");
        }
    }

    private JsonValue answer(Intake<Trigger.OfProbe> intake) throws InterruptedException {
        return switch (intake) {
            case Intake.Accepted<Trigger.OfProbe> accepted ->
                switch (accepted.trigger()) {
                    case Trigger.Scheduled scheduled -> session(fleet.get());
                    case Trigger.SecondOpinion question -> secondOpinion(question);
                };
            case Intake.Unknown<Trigger.OfProbe> unknown -> Refused.log(log, clock.instant(), unknown.why());
            case Intake.Untimely<Trigger.OfProbe> untimely -> Refused.log(log, clock.instant(), untimely.why());
        };
    }

    private JsonValue session(Fleet fleet) throws InterruptedException {
        Map<String, JsonValue> services = new LinkedHashMap<>();
        for (SessionReport report : vantage.session(fleet, session)) {
            String name = report.service().name().value();
            JsonObject.Builder missed = JsonObject.builder();
            report.missed().forEach((region, why) -> missed.with(region.id(), why));
            if (!report.missed().isEmpty()) {
                JsonObject facts = JsonObject.builder()
                        .with("service", name)
                        .with("missed", missed.build())
                        .build();
                log.write(Log.Level.WARN, clock.instant(), "Not every region was told", facts);
            }
            report.latencies()
                    .forEach(latency -> log.write(
                            Log.Level.INFO,
                            clock.instant(),
                            ProbeNews.LATENCY,
                            ProbeNews.latency(report.service().name(), vantage.region(), report.rounds(), latency)));
            services.put(
                    name,
                    JsonObject.builder()
                            .with("rounds", report.rounds())
                            .with("told", VerdictJson.write(report.service().name(), report.verdicts()))
                            .with("missed", missed.build())
                            .build());
        }
        return new JsonObject(services);
    }

    private JsonValue secondOpinion(Trigger.SecondOpinion question) throws InterruptedException {
        Fleet known = fleet.get();
        Optional<Service> service = known.service(question.service());
        return service.isPresent()
                ? VerdictJson.write(question.service(), vantage.secondOpinion(known, service.get()))
                : Refused.notInTheFleet(log, clock.instant(), question.service());
    }
}
