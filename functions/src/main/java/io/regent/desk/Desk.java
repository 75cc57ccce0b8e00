package io.regent.desk;

import io.regent.decision.Shares;
import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.drill.Wrapped;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.ledger.LedgerReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.ZoneReading;
import io.regent.report.Brief;
import io.regent.report.Event;
import io.regent.report.Log;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Answers people's requests, and tells everybody of those that changed something; does what follows from a drain beside
 * that.
 */
public final class Desk {
    /** Who is told of a report, in this order. */
    private static final List<String> WHO = List.of(
            "Whoever listens to this region's event bus: ", "Whoever subscribed to this region's notifications: ");

    private final Instruments instruments;
    private final boolean mayAct;

    /** @param mayAct whether it takes what can change something */
    public Desk(Instruments instruments, boolean mayAct) {
        this.instruments = instruments;
        this.mayAct = mayAct;
    }

    /**
     * Answers a request.
     *
     * @param deadline until when the answer has to be there; what is not seen by then is said to be under way
     */
    public Report answer(Request.Asked asked, Instant deadline) throws InterruptedException {
        if (!asked.request().action().acts()) {
            return look(asked, deadline);
        }
        if (!mayAct) {
            return refuseToAct(asked);
        }
        Acting.Done done = new Acting(instruments, asked, deadline).act();
        return done.changed() ? tell(done.report()) : done.report();
    }

    /**
     * What follows where a controller drained endpoints because they were DOWN, told to everybody: a desk that looks
     * reports on them, one that acts repairs what the fleet's document lets Regent repair by itself, or says why not.
     * Where the document allows nothing, there is nothing to tell.
     *
     * @param decidedAt when the run began that drained them
     */
    public List<Report> drained(Service service, List<Region> endpoints, Instant decidedAt, Instant deadline)
            throws InterruptedException {
        if (!mayAct) {
            return List.of(down(service, endpoints, deadline));
        }
        if (service.policy().repair().isEmpty()) {
            return List.of();
        }
        AutomaticRepair repairs = new AutomaticRepair(instruments, service, decidedAt, deadline);
        List<Report> reports = new ArrayList<>();
        for (Region endpoint : endpoints) {
            reports.add(tell(repairs.repair(endpoint)));
        }
        return reports;
    }

    /** With what can be known of their machines. */
    private Report down(Service service, List<Region> endpoints, Instant deadline) throws InterruptedException {
        Instant startedAt = now();
        List<Section> sections = new ArrayList<>(
                new Looking(instruments, service).status(deadline, endpoints).sections());
        Map<String, String> about = new LinkedHashMap<>();
        about.put("service", service.name().value());
        Report report = new Report(Report.DOWN, about, instruments.home(), Outcome.UNWELL, startedAt, now(), sections);
        return tell(report);
    }

    private Report look(Request.Asked asked, Instant deadline) throws InterruptedException {
        Instant startedAt = now();
        Service service = asked.service();
        Looking looking = new Looking(instruments, service);
        Studies studies = instruments.studies();
        Findings findings =
                switch (asked.request()) {
                    case Request.Status status ->
                        looking.status(
                                deadline,
                                service.endpoints().stream()
                                        .map(Endpoint::region)
                                        .sorted()
                                        .toList());
                    case Request.Preview preview -> looking.preview(preview);
                    case Request.Verify verify -> studies.verify(service, expected(service), verify, deadline);
                    case Request.Preflight preflight -> studies.preflight(service, preflight, deadline);
                    case Request.Replay replay -> studies.replay(service, replay, deadline);
                    case Request.Evacuate evacuate -> throw acts(asked);
                    case Request.Restore restore -> throw acts(asked);
                    case Request.Hold hold -> throw acts(asked);
                    case Request.Release release -> throw acts(asked);
                    case Request.Outage outage -> throw acts(asked);
                    case Request.Repair repair -> throw acts(asked);
                    case Request.Retire retire -> throw acts(asked);
                };
        List<Section> sections = new ArrayList<>(List.of(Sections.asked(asked)));
        sections.addAll(findings.sections());
        return Report.on(asked, instruments.home(), findings.outcome(), startedAt, now(), sections);
    }

    private static IllegalStateException acts(Request.Asked asked) {
        return new IllegalStateException(asked.request().action().label() + " acts");
    }

    private Report refuseToAct(Request.Asked asked) {
        Instant startedAt = now();
        Refusal refusal = Refusal.always(
                "this function looks, and changes nothing",
                "the function " + instruments.functions().act() + ", and the right to invoke it");
        return Report.on(
                asked,
                instruments.home(),
                Outcome.REFUSED,
                startedAt,
                now(),
                List.of(Sections.asked(asked), Sections.refusals(List.of(refusal))));
    }

    /** The weights that belong to what the ledger says; none where it cannot be read. */
    private Map<Region, Integer> expected(Service service) {
        return instruments.zone().read(service) instanceof ZoneReading.Read read
                        && read.records().ledger(service) instanceof LedgerReading.Present present
                ? Shares.weights(service, present.ledger().states())
                : Map.of();
    }

    /**
     * By event, message and log; none of them keeps another from being told. What could not be told stands in the
     * report that is left to answer with.
     */
    private Report tell(Report report) throws InterruptedException {
        String type = report.action().equals(Report.DOWN) ? Event.MACHINE_REPORT : Event.DRILL;
        instruments.log().write(Log.Level.INFO, now(), type, report.facts());
        List<Callable<PutOutcome>> ways = List.of(
                () -> instruments.events().send(instruments.home(), new Event(type, now(), report.facts())),
                () -> instruments.notices().publish("Regent: " + report.headline(), report.text()));
        List<String> untold = new ArrayList<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PutOutcome>> told = tasks.invokeAll(ways);
            for (int i = 0; i < told.size(); i++) {
                if (told.get(i).get() instanceof PutOutcome.Failed failed) {
                    untold.add(WHO.get(i) + Brief.of(failed.why()));
                    instruments
                            .log()
                            .write(
                                    Log.Level.WARN,
                                    now(),
                                    "Nobody was told of a drill in one of the two ways",
                                    JsonObject.builder()
                                            .with("why", failed.why())
                                            .build());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a port failed in a way that it does not name", e.getCause());
        }
        if (untold.isEmpty()) {
            return report;
        }
        List<Section> sections = new ArrayList<>(report.sections());
        sections.add(new Section(
                "untold",
                "Who was not told of this",
                JsonArray.ofTexts(untold),
                untold.stream().flatMap(one -> Wrapped.item(one).stream()).toList()));
        return new Report(
                report.action(),
                report.about(),
                report.region(),
                report.outcome(),
                report.startedAt(),
                report.finishedAt(),
                sections);
    }

    private Instant now() {
        return instruments.clock().instant();
    }
}
