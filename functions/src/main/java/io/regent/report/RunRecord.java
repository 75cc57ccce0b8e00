package io.regent.report;

import io.regent.control.Attempt;
import io.regent.control.Basis;
import io.regent.control.Published;
import io.regent.control.Pull;
import io.regent.control.Run;
import io.regent.control.VerdictHistory;
import io.regent.decision.Drift;
import io.regent.decision.Ruling;
import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.PutOutcome;
import io.regent.plan.Change;
import io.regent.plan.RecordSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A run as one JSON object: inputs, rule, refused alternatives, plan, outcome, times. A fleet of many endpoints and
 * vantages has more evidence than an event may carry. Its record says so, sums the evidence up, and leaves the rest
 * out.
 */
public final class RunRecord {
    /**
     * The longest record, in bytes of UTF-8. An entry of PutEvents must stay below 256 KB, its source and detail-type
     * counted (EventBridge User Guide, "Calculating PutEvents event entry size").
     */
    static final int LONGEST = 240 * 1024;

    private RunRecord() {}

    static JsonObject of(Run run) {
        JsonObject whole = whole(run);
        return Json.bytes(whole).length <= LONGEST ? whole : summedUp(run);
    }

    private static JsonObject whole(Run run) {
        JsonObject.Builder fields = beginning(run);
        fields.with("reported", each(run.reported(), VerdictJson::write));
        fields.with("suspicion", each(run.suspicion().values(), EvidenceJson::judgement));
        fields.with("secondOpinions", each(run.opinions(), EvidenceJson::opinion));
        fields.with("judgements", each(run.played().values(), EvidenceJson::judgement));
        fields.with(
                "attempts",
                each(
                        run.attempts(),
                        attempt -> attempt(attempt)
                                .with("plan", each(attempt.plan().changes(), RunRecord::change))
                                .build()));
        return end(fields, run);
    }

    private static JsonObject summedUp(Run run) {
        JsonObject.Builder fields = beginning(run);
        fields.with("summedUp", "too long to be told whole: reported verdicts, suspicion and plans are left out");
        fields.with("secondOpinions", each(run.opinions(), EvidenceJson::summedUp));
        fields.with("judgements", each(run.played().values(), EvidenceJson::summedUp));
        fields.with("attempts", each(run.attempts(), attempt -> attempt(attempt).build()));
        return end(fields, run);
    }

    private static JsonObject.Builder beginning(Run run) {
        return JsonObject.builder()
                .with("service", run.service().name().value())
                .with("controller", run.home().id())
                .with("startedAt", run.startedAt().toString())
                .with("finishedAt", run.finishedAt().toString())
                .with("drill", run.isDrill())
                .with("rule", run.decision().rule().label())
                .with("rulings", each(run.decision().rulings(), ruling -> ruling(run, ruling)))
                .with("drift", each(run.decision().drift().differences(), RunRecord::difference))
                .with("published", published(run.published()));
    }

    private static JsonObject end(JsonObject.Builder fields, Run run) {
        return fields.with("weights", weights(run.decision().weights()))
                .with("routingControl", routingControl(run))
                .build();
    }

    private static String published(Published published) {
        return switch (published) {
            case Published.AllWell allWell -> "all well";
            case Published.Closely closely -> closely(closely.reading());
        };
    }

    private static String closely(VerdictHistory.Reading reading) {
        return switch (reading) {
            case VerdictHistory.Reading.Read read -> read.verdicts().size() + " verdicts read";
            case VerdictHistory.Reading.Unreadable unreadable -> "unreadable: " + Brief.of(unreadable.why());
        };
    }

    private static JsonObject ruling(Run run, Ruling ruling) {
        JsonObject.Builder fields = fields(ruling);
        if (run.isForDrill(ruling)) {
            fields.with("drill", true);
        }
        return fields.build();
    }

    /** What was said of an endpoint. */
    public static JsonObject ruling(Ruling ruling) {
        return fields(ruling).build();
    }

    private static JsonObject.Builder fields(Ruling ruling) {
        JsonObject.Builder fields = JsonObject.builder();
        fields.with("endpoint", ruling.endpoint().id());
        fields.with("rule", ruling.rule().label());
        fields.with("ruling", name(ruling));
        if (ruling instanceof Ruling.StepBack stepBack) {
            fields.with("percent", stepBack.percent());
        }
        if (ruling instanceof Ruling.Evacuate evacuate) {
            fields.with("until", evacuate.until().toString());
        }
        if (ruling instanceof Ruling.GiveBack giveBack) {
            fields.with("percent", giveBack.percent());
        }
        if (ruling instanceof Ruling.Refuse refuse) {
            fields.with("why", Brief.of(refuse.why()));
        }
        return fields;
    }

    private static String name(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Drain drain -> "drain";
            case Ruling.CatchUp catchUp -> "catch up";
            case Ruling.CallIn callIn -> "call in";
            case Ruling.PassOver passOver -> "pass over";
            case Ruling.Adopt adopt -> "adopt";
            case Ruling.Restore restore -> "restore";
            case Ruling.Report report -> "report";
            case Ruling.StepBack stepBack -> "step back";
            case Ruling.Evacuate evacuate -> "evacuate";
            case Ruling.GiveBack giveBack -> "give back";
            case Ruling.Await await -> "wait for a person";
            case Ruling.KeepOut keepOut -> "keep out";
            case Ruling.Withhold withhold -> "withhold: " + name(withhold.what());
            case Ruling.Refuse refuse -> "refuse to drain";
        };
    }

    /** What the ledger held beside the states and, by this attempt, holds no more. */
    private static JsonArray ended(Attempt attempt) {
        Orders before = attempt.ledger().map(Ledger::orders).orElse(Orders.none());
        Orders after = attempt.decision().orders();
        List<JsonValue> ended = new ArrayList<>();
        if (before.arming().isPresent() && after.arming().isEmpty()) {
            ended.add(new JsonText("arming"));
        }
        if (before.hold().isPresent() && after.hold().isEmpty()) {
            ended.add(new JsonText("hold"));
        }
        if (before.outage().isPresent() && after.outage().isEmpty()) {
            ended.add(new JsonText("outage"));
        }
        return new JsonArray(ended);
    }

    private static JsonObject difference(Drift.Difference difference) {
        return JsonObject.builder()
                .with("endpoint", difference.endpoint().id())
                .with("type", difference.type().name())
                .with("weight", difference.weight())
                .with("expected", difference.expected())
                .with("since", difference.since().toString())
                .build();
    }

    private static JsonObject.Builder attempt(Attempt attempt) {
        return JsonObject.builder()
                .with("at", attempt.at().toString())
                .with("ledger", basis(attempt.basis()))
                .with("rule", attempt.decision().rule().label())
                .with("ended", ended(attempt))
                .with("problems", each(attempt.plan().problems(), problem -> new JsonText(Brief.of(problem.text()))))
                .with("outcome", outcome(attempt.weights()));
    }

    private static String basis(Basis basis) {
        return switch (basis) {
            case Basis.FromZone zone -> ledger(zone.ledger());
            case Basis.FromRoutingControl control -> "unreadable: " + Brief.of(control.why());
        };
    }

    /** What stood where the ledger should be, in words; the ledger itself as its text. */
    public static String ledger(LedgerReading reading) {
        return switch (reading) {
            case LedgerReading.Present present -> LedgerText.write(present.ledger());
            case LedgerReading.Missing missing -> "missing";
            case LedgerReading.Newer newer -> "of another version: " + Brief.of(newer.problem());
            case LedgerReading.Torn torn -> "torn: " + Brief.of(torn.problem());
            case LedgerReading.Foreign foreign -> "foreign";
        };
    }

    /** One change of a batch, in words. */
    public static JsonText change(Change change) {
        RecordSet set = change.set();
        String selector =
                switch (set.selector()) {
                    case RecordSet.Selector.Simple simple -> "";
                    case RecordSet.Selector.Weighted weighted ->
                        " " + weighted.setIdentifier() + " weight " + weighted.weight();
                    case RecordSet.Selector.Failover failover -> " " + failover.setIdentifier();
                    case RecordSet.Selector.Other other -> " " + other.setIdentifier();
                };
        String action =
                switch (change) {
                    case Change.Delete delete -> "DELETE ";
                    case Change.Create create -> "CREATE ";
                    case Change.Upsert upsert -> "UPSERT ";
                };
        return new JsonText(action + set.type() + " " + set.name() + selector);
    }

    static String outcome(Attempt.Weights weights) {
        return switch (weights) {
            case Attempt.Weights.Unneeded unneeded -> "nothing to do";
            case Attempt.Weights.Withheld withheld -> "withheld: " + Brief.of(withheld.why());
            case Attempt.Weights.Sent sent ->
                switch (sent.outcome()) {
                    case ChangeOutcome.Accepted accepted -> "accepted: " + Brief.of(accepted.changeId());
                    case ChangeOutcome.Conflict conflict -> "lost the race: " + Brief.of(conflict.why());
                    case ChangeOutcome.Busy busy -> "busy: " + Brief.of(busy.why());
                    case ChangeOutcome.Unanswered unanswered -> "unanswered: " + Brief.of(unanswered.why());
                    case ChangeOutcome.Failed failed -> "failed: " + Brief.of(failed.why());
                };
        };
    }

    private static JsonObject weights(Map<Region, Integer> weights) {
        JsonObject.Builder fields = JsonObject.builder();
        weights.forEach((region, weight) -> fields.with(region.id(), weight));
        return fields.build();
    }

    private static JsonObject routingControl(Run run) {
        JsonObject.Builder serve = JsonObject.builder();
        run.serve().forEach((region, on) -> serve.with(region.id(), on));
        JsonObject.Builder fields = JsonObject.builder();
        fields.with("serve", serve.build());
        fields.with(
                "outcome",
                switch (run.routingControl()) {
                    case Pull.Made made -> put(made.outcome());
                    case Pull.Due due -> "due";
                    case Pull.Unknown unknown -> "nothing to say: " + unknown.why();
                });
        return fields.build();
    }

    private static String put(PutOutcome outcome) {
        return switch (outcome) {
            case PutOutcome.Put put -> "put";
            case PutOutcome.Failed failed -> "failed: " + Brief.of(failed.why());
        };
    }

    private static <T> JsonArray each(Collection<T> values, Function<T, JsonValue> json) {
        return new JsonArray(values.stream().map(json).toList());
    }
}
