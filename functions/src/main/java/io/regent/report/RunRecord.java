package io.regent.report;

import io.regent.control.Attempt;
import io.regent.control.Basis;
import io.regent.control.Opinion;
import io.regent.control.Run;
import io.regent.control.VerdictHistory;
import io.regent.decision.Decision;
import io.regent.decision.Ruling;
import io.regent.fleet.Region;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.PutOutcome;
import io.regent.plan.Change;
import io.regent.plan.RecordSet;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** A run as one JSON object: inputs, rule, refused alternatives, plan, outcome, times. */
final class RunRecord {
    private RunRecord() {}

    static JsonObject of(Run run) {
        Decision decision = run.decision();
        JsonObject.Builder fields = JsonObject.builder();
        fields.with("service", run.service().name().toString());
        fields.with("controller", run.home().toString());
        fields.with("startedAt", run.startedAt().toString());
        fields.with("finishedAt", run.finishedAt().toString());
        fields.with("rule", decision.rule().label());
        fields.with("rulings", each(decision.rulings(), RunRecord::ruling));
        fields.with("published", text(published(run.history())));
        fields.with("reported", each(run.reported(), VerdictJson::write));
        fields.with("suspicion", each(run.suspicion().values(), RunRecord::judgement));
        fields.with("secondOpinions", each(run.opinions(), RunRecord::opinion));
        fields.with("judgements", each(run.judgements().values(), RunRecord::judgement));
        fields.with("attempts", each(run.attempts(), RunRecord::attempt));
        fields.with("weights", weights(decision.weights()));
        fields.with("routingControl", routingControl(run));
        return fields.build();
    }

    private static String published(VerdictHistory.Reading history) {
        return switch (history) {
            case VerdictHistory.Reading.Read read -> read.verdicts().size() + " verdicts read";
            case VerdictHistory.Reading.Unreadable unreadable -> "unreadable: " + unreadable.why();
        };
    }

    private static JsonObject judgement(Judgement judgement) {
        JsonObject.Builder fields = JsonObject.builder();
        fields.with("endpoint", judgement.endpoint().toString());
        switch (judgement.standing()) {
            case Standing.Up up -> {
                fields.with("standing", "UP");
                fields.with("since", up.since().toString());
            }
            case Standing.Down down -> fields.with("standing", "DOWN");
            case Standing.Disputed disputed -> fields.with("standing", "DISPUTED");
            case Standing.Unseen unseen -> fields.with("standing", "UNSEEN");
        }
        fields.with("votes", each(judgement.votes(), VerdictJson::write));
        return fields.build();
    }

    private static JsonObject opinion(Opinion opinion) {
        JsonObject.Builder fields = JsonObject.builder();
        fields.with("vantage", opinion.vantage().toString());
        switch (opinion) {
            case Opinion.Given given -> fields.with("verdicts", each(given.verdicts(), VerdictJson::write));
            case Opinion.Abstained abstained -> fields.with("abstained", abstained.why());
        }
        return fields.build();
    }

    private static JsonObject ruling(Ruling ruling) {
        JsonObject.Builder fields = JsonObject.builder();
        fields.with("endpoint", ruling.endpoint().toString());
        fields.with("rule", ruling.rule().label());
        switch (ruling) {
            case Ruling.Drain drain -> fields.with("ruling", "drain");
            case Ruling.CallIn callIn -> fields.with("ruling", "call in");
            case Ruling.PassOver passOver -> fields.with("ruling", "pass over");
            case Ruling.Adopt adopt -> fields.with("ruling", "adopt");
            case Ruling.StepBack stepBack -> {
                fields.with("ruling", "step back");
                fields.with("percent", stepBack.percent());
            }
            case Ruling.Refuse refuse -> {
                fields.with("ruling", "refuse to drain");
                fields.with("why", refuse.why());
            }
        }
        return fields.build();
    }

    private static JsonObject attempt(Attempt attempt) {
        JsonObject.Builder fields = JsonObject.builder();
        fields.with("at", attempt.at().toString());
        fields.with("ledger", basis(attempt.basis()));
        fields.with("rule", attempt.decision().rule().label());
        fields.with("plan", each(attempt.plan().changes(), RunRecord::change));
        fields.with("problems", each(attempt.plan().problems(), problem -> text(problem.text())));
        fields.with("outcome", outcome(attempt.weights()));
        return fields.build();
    }

    private static String basis(Basis basis) {
        return switch (basis) {
            case Basis.FromZone zone -> ledger(zone.ledger());
            case Basis.FromRoutingControl control -> "unreadable: " + control.why();
        };
    }

    private static String ledger(LedgerReading reading) {
        return switch (reading) {
            case LedgerReading.Present present -> LedgerText.write(present.ledger());
            case LedgerReading.Missing missing -> "missing";
            case LedgerReading.Torn torn -> "torn: " + torn.problem();
            case LedgerReading.Foreign foreign -> "foreign";
        };
    }

    private static JsonValue change(Change change) {
        RecordSet set = change.set();
        String selector =
                switch (set.selector()) {
                    case RecordSet.Selector.Simple simple -> "";
                    case RecordSet.Selector.Weighted weighted ->
                        " " + weighted.setIdentifier() + " weight " + weighted.weight();
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

    private static String outcome(Attempt.Weights weights) {
        return switch (weights) {
            case Attempt.Weights.Unneeded unneeded -> "nothing to do";
            case Attempt.Weights.Withheld withheld -> "withheld: " + withheld.why();
            case Attempt.Weights.Sent sent ->
                switch (sent.outcome()) {
                    case ChangeOutcome.Accepted accepted -> "accepted: " + accepted.changeId();
                    case ChangeOutcome.Conflict conflict -> "lost the race: " + conflict.why();
                    case ChangeOutcome.Busy busy -> "busy: " + busy.why();
                    case ChangeOutcome.Unanswered unanswered -> "unanswered: " + unanswered.why();
                    case ChangeOutcome.Failed failed -> "failed: " + failed.why();
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
                    case PutOutcome.Put put -> "put";
                    case PutOutcome.Failed failed -> "failed: " + failed.why();
                });
        return fields.build();
    }

    private static <T> JsonArray each(Collection<T> values, Function<T, JsonValue> json) {
        return new JsonArray(values.stream().map(json).toList());
    }

    private static JsonText text(Object value) {
        return new JsonText(value.toString());
    }
}
