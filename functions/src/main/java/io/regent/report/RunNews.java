package io.regent.report;

import io.regent.control.Opinion;
import io.regent.control.Pull;
import io.regent.control.Run;
import io.regent.decision.Decision;
import io.regent.decision.Drift;
import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonObject;
import io.regent.judgement.Judgement;
import io.regent.ledger.Agreement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a controller makes known of a run. */
public final class RunNews {
    static final String WEIGHTS = "weights";
    static final String ROUTING_CONTROL = "routing-control";

    private RunNews() {}

    /**
     * The metrics of a run, for the controller's own region: those by which routing control is told among them where
     * that is due, so that one call tells everything.
     */
    public static List<Datum> metrics(Run run) {
        Service service = run.service();
        Instant at = run.finishedAt();
        List<Datum> data = new ArrayList<>();
        if (run.routingControl() instanceof Pull.Due) {
            data.addAll(routingControl(service, run.serve(), at));
        }
        data.add(datum(Metric.LEVER_HEALTHY, service, Map.of(Dimension.LEVER, WEIGHTS), at, one(run.weightsHealthy())));
        data.add(datum(
                Metric.LEVER_HEALTHY,
                service,
                Map.of(Dimension.LEVER, ROUTING_CONTROL),
                at,
                one(run.routingControlHealthy())));
        if (run.outByRoutingControlAlone() > 0) {
            data.add(datum(Metric.UNWELL, service, Map.of(), at, run.outByRoutingControlAlone()));
        }
        long down = run.judgements().values().stream().filter(Judgement::isDown).count();
        if (down > 0) {
            data.add(datum(Metric.DOWN, service, Map.of(), at, (double) down));
        }
        if (run.outage().isPresent()) {
            data.add(datum(Metric.DRILL, service, Map.of(), at, 1));
        }
        Rule rule = run.decision().rule();
        if (rule != Rule.STEADY) {
            data.add(datum(Metric.DECISION, service, Map.of(Dimension.RULE, rule.label()), at, 1));
        }
        return data;
    }

    /** The metric by which routing control is told. */
    public static List<Datum> routingControl(Service service, Map<Region, Boolean> serve, Instant at) {
        return new TreeMap<>(serve)
                .entrySet().stream()
                        .map(e -> datum(
                                Metric.ROUTING_CONTROL,
                                service,
                                Map.of(Dimension.ENDPOINT, e.getKey().id()),
                                at,
                                one(e.getValue())))
                        .toList();
    }

    /** The event that a run moved traffic, or found records that differ, with the evidence that it stands on. */
    public static Optional<Event> event(Run run) {
        return run.movedTraffic() || foundDrift(run)
                ? Optional.of(new Event(headline(run), run.finishedAt(), RunRecord.of(run)))
                : Optional.empty();
    }

    /** Once: while they go on to differ, the ledger knows it. */
    private static boolean foundDrift(Run run) {
        Decision decision = run.decision();
        boolean whileHeld = decision.rule() == Rule.HELD && decision.leavesDrift() && isNews(decision.drift());
        return run.changedSomething() && (decision.rule() == Rule.DRIFT || whileHeld);
    }

    private static boolean isNews(Drift drift) {
        return drift.known() instanceof Agreement.Agreed;
    }

    /** What happened, in a few words. */
    public static String headline(Run run) {
        if (run.movedTraffic()) {
            return Event.FAILOVER_DECIDED;
        }
        if (foundDrift(run)) {
            return Event.RECORDS_DIFFER;
        }
        return run.changedSomething() ? "Ledger written" : "Failover wanted attention";
    }

    /** A run as one JSON object: inputs, rule, refused alternatives, plan, outcome, times. */
    public static JsonObject record(Run run) {
        return RunRecord.of(run);
    }

    /** A run in a few fields, for whoever started it; with the id of the change that Route 53 took, if it took one. */
    public static JsonObject summary(Run run) {
        JsonObject.Builder fields = JsonObject.builder()
                .with("service", run.service().name().value())
                .with("rule", run.decision().rule().label())
                .with("changedSomething", run.changedSomething())
                .with("weightsHealthy", run.weightsHealthy())
                .with("routingControlHealthy", run.routingControlHealthy())
                .with("attempts", run.attempts().size());
        run.changeId().ifPresent(id -> fields.with("changeId", Brief.of(id)));
        return fields.build();
    }

    /**
     * Whether a run is worth a record in the log: it changed something, wanted to and did not, or would have if it were
     * not for a hold, asked a vantage in vain, or a lever is not well.
     */
    public static boolean worthRecording(Run run) {
        return run.changedSomething()
                || run.decision().rulings().stream()
                        .anyMatch(ruling -> ruling instanceof Ruling.Refuse || ruling instanceof Ruling.Withhold)
                || run.opinions().stream().anyMatch(Opinion.Abstained.class::isInstance)
                || !run.last().plan().problems().isEmpty()
                || !run.weightsHealthy()
                || !run.routingControlHealthy();
    }

    private static double one(boolean holds) {
        return holds ? 1 : 0;
    }

    private static Datum datum(Metric metric, Service service, Map<Dimension, String> more, Instant at, double value) {
        SortedMap<Dimension, String> dimensions = new TreeMap<>(more);
        dimensions.put(Dimension.SERVICE, service.name().value());
        return new Datum(metric, dimensions, at, value);
    }
}
