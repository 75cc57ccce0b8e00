package io.regent.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.regent.control.Controller;
import io.regent.control.Pull;
import io.regent.control.Rehearsal;
import io.regent.control.Run;
import io.regent.event.AgeRule;
import io.regent.event.Intake;
import io.regent.event.Invocations;
import io.regent.event.Trigger;
import io.regent.fleet.DnsName;
import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import io.regent.lever.PutOutcome;
import io.regent.process.Environment;
import io.regent.process.Fingerprint;
import io.regent.process.StandardOutput;
import io.regent.report.Events;
import io.regent.report.Log;
import io.regent.report.Metrics;
import io.regent.report.RehearsalNews;
import io.regent.report.RunNews;
import io.regent.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crac.Core;
import org.crac.Resource;

/**
 * The controller. Whatever starts it (a changed verdict, an alarm, the schedule, a person), it does the same for every
 * service. Sample payloads: {@code events/}.
 */
public final class FailoverFunction implements RequestStreamHandler, Resource {
    private static final String BY_HAND = "{\"by\": \"hand\"}";

    private final Region home;
    private final KnownFleet fleet;
    private final Controller controller;
    private final Metrics metrics;
    private final Events events;
    private final InstantSource clock;
    private final Log log;

    /** What Lambda calls: everything comes from the process's environment. */
    public FailoverFunction() {
        this(Environment.ofProcess(), line -> StandardOutput.line(Json.write(line)));
        Core.getGlobalContext().register(this);
    }

    /** For a host that runs the functions of several regions in one process, and keeps their logs apart. */
    public FailoverFunction(Environment environment, Log log) {
        this(new Wiring(environment, log));
    }

    private FailoverFunction(Wiring wiring) {
        this(
                wiring.home(),
                wiring.fleet(),
                wiring.controller(),
                wiring.metrics(),
                wiring.events(),
                wiring.clock(),
                wiring.log());
    }

    FailoverFunction(
            Region home,
            KnownFleet fleet,
            Controller controller,
            Metrics metrics,
            Events events,
            InstantSource clock,
            Log log) {
        this.home = home;
        this.fleet = fleet;
        this.controller = controller;
        this.metrics = metrics;
        this.events = events;
        this.clock = clock;
        this.log = log;
    }

    /** Primes the function. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        new Priming(home, clock, log)
                .run(environment -> new FailoverFunction(environment, line -> Json.write(line))::answer, BY_HAND);
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
            return Json.bytes(answer(AgeRule.USUAL.check(Invocations.failover(input), clock.instant())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the process is to end");
        }
    }

    private JsonValue answer(Intake<Trigger.OfFailover> intake) throws InterruptedException {
        return switch (intake) {
            case Intake.Accepted<Trigger.OfFailover> accepted -> answer(accepted.trigger());
            case Intake.Unknown<Trigger.OfFailover> unknown -> Refused.log(log, clock.instant(), unknown.why());
            case Intake.Untimely<Trigger.OfFailover> untimely -> Refused.log(log, clock.instant(), untimely.why());
        };
    }

    private JsonValue answer(Trigger.OfFailover trigger) throws InterruptedException {
        return switch (trigger) {
            case Trigger.Preflight preflight -> rehearse(preflight.service());
            case Trigger.Version version -> version();
            case Trigger.VerdictChanged changed -> runAll(Set.of(changed.service()), changed.verdicts());
            case Trigger.DrillBegan drill -> runAll(Set.of(drill.service()), List.of());
            case Trigger.ByHand byHand -> runAll(byHand.only(), List.of());
            case Trigger.AlarmChanged alarm -> runAll(Set.of(), List.of());
            case Trigger.Scheduled scheduled -> runAll(Set.of(), List.of());
        };
    }

    /** What this controller runs, by which regions are compared. */
    private JsonValue version() {
        fleet.get();
        return JsonObject.builder()
                .with("region", home.id())
                .with("code", Fingerprint.ofCodeOf(FailoverFunction.class))
                .with("fleet", fleet.fingerprint())
                .build();
    }

    /** Tries the levers and the vantages without changing anything that can be seen. */
    private JsonValue rehearse(DnsName name) throws InterruptedException {
        Optional<Service> service = fleet.get().service(name);
        if (service.isEmpty()) {
            return Refused.notInTheFleet(log, clock.instant(), name);
        }
        Rehearsal rehearsal = controller.rehearse(service.get());
        PutOutcome put = metrics.put(home, RehearsalNews.metrics(rehearsal, clock.instant()));
        JsonObject answer =
                RehearsalNews.answer(rehearsal, put, Fingerprint.ofCodeOf(FailoverFunction.class), fleet.fingerprint());
        log.write(Log.Level.INFO, clock.instant(), RehearsalNews.HEADLINE, answer);
        return answer;
    }

    /**
     * Runs for every service at once: none waits for another's zone.
     *
     * @param named the services; empty for all
     * @param reported verdicts that are a reason to look
     */
    private JsonValue runAll(Set<DnsName> named, List<Verdict> reported) throws InterruptedException {
        List<Callable<JsonValue>> runs = new ArrayList<>();
        Fleet known = fleet.get();
        for (DnsName name : named) {
            if (known.service(name).isEmpty()) {
                return Refused.notInTheFleet(log, clock.instant(), name);
            }
        }
        for (Service service : known.services()) {
            if (named.isEmpty() || named.contains(service.name())) {
                runs.add(() -> runOne(service, reported));
            }
        }
        List<JsonValue> answers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<JsonValue> run : tasks.invokeAll(runs)) {
                try {
                    answers.add(run.get());
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
        }
        if (!failures.isEmpty()) {
            IllegalStateException failure = new IllegalStateException(
                    failures.size() + " of " + runs.size() + " services failed, the first by " + failures.getFirst());
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
        return JsonObject.builder().with("runs", JsonArray.of(answers)).build();
    }

    private JsonValue runOne(Service service, List<Verdict> reported) throws InterruptedException {
        Run made = controller.run(service, reported);
        // Where nothing moves, routing control is told along with the metrics: the record says what became of that.
        boolean due = made.routingControl() instanceof Pull.Due;
        Run run = due ? made.withMetrics(put(made)) : made;
        JsonObject summary = RunNews.summary(run);
        // The log first: it takes no time, and stands even where what follows waits for a region that is silent.
        if (RunNews.worthRecording(run)) {
            log.write(
                    run.changedSomething() ? Log.Level.INFO : Log.Level.WARN,
                    clock.instant(),
                    RunNews.headline(run),
                    RunNews.record(run));
        }
        RunNews.event(run)
                .ifPresent(event -> warnIfFailed(events.send(home, event), "The run's event was not sent", summary));
        if (!due) {
            put(run);
        }
        return summary;
    }

    private PutOutcome put(Run run) {
        PutOutcome outcome = metrics.put(home, RunNews.metrics(run));
        warnIfFailed(outcome, "The run's metrics were not put", RunNews.summary(run.withMetrics(outcome)));
        return outcome;
    }

    private void warnIfFailed(PutOutcome outcome, String message, JsonObject summary) {
        switch (outcome) {
            case PutOutcome.Put put -> {}
            case PutOutcome.Failed failed ->
                log.write(
                        Log.Level.WARN,
                        clock.instant(),
                        message,
                        JsonObject.builder()
                                .with("why", failed.why())
                                .with("run", summary)
                                .build());
        }
    }
}
