package io.regent.report;

import io.regent.control.Opinion;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;

/** What a decision stands on, as JSON: vote by vote, or summed up where that would be too long. */
public final class EvidenceJson {
    private EvidenceJson() {}

    /** A judgement with every vote as it was given. */
    public static JsonObject judgement(Judgement judgement) {
        return standing(judgement)
                .with(
                        "votes",
                        JsonArray.of(judgement.votes().stream()
                                .map(VerdictJson::write)
                                .toList()))
                .build();
    }

    /** A judgement with the vantages that voted each way, and the first reason of those against. */
    static JsonObject summedUp(Judgement judgement) {
        return standing(judgement)
                .with("healthy", voters(judgement, Health.HEALTHY))
                .with("unhealthy", voters(judgement, Health.UNHEALTHY))
                .with(
                        "why",
                        Brief.of(judgement.votes().stream()
                                .filter(vote -> vote.health() == Health.UNHEALTHY)
                                .findFirst()
                                .map(Verdict::why)
                                .orElse("")))
                .build();
    }

    private static JsonArray voters(Judgement judgement, Health health) {
        return JsonArray.of(judgement.votes().stream()
                .filter(vote -> vote.health() == health)
                .map(vote -> new JsonText(vote.vantage().id()))
                .toList());
    }

    private static JsonObject.Builder standing(Judgement judgement) {
        JsonObject.Builder fields =
                JsonObject.builder().with("endpoint", judgement.endpoint().id());
        return switch (judgement.standing()) {
            case Standing.Up up ->
                fields.with("standing", "UP").with("since", up.since().toString());
            case Standing.Down down -> fields.with("standing", "DOWN");
            case Standing.Disputed disputed -> fields.with("standing", "DISPUTED");
            case Standing.Unseen unseen -> fields.with("standing", "UNSEEN");
        };
    }

    /** A second opinion with every verdict. */
    public static JsonObject opinion(Opinion opinion) {
        return switch (opinion) {
            case Opinion.Given given ->
                vantage(given)
                        .with(
                                "verdicts",
                                JsonArray.of(given.verdicts().stream()
                                        .map(VerdictJson::write)
                                        .toList()))
                        .build();
            case Opinion.Abstained abstained -> abstained(abstained);
        };
    }

    /** A second opinion without its verdicts, which are summed up in the judgements: that it was given, or why not. */
    static JsonObject summedUp(Opinion opinion) {
        return switch (opinion) {
            case Opinion.Given given ->
                vantage(given).with("given", given.verdicts().size()).build();
            case Opinion.Abstained abstained -> abstained(abstained);
        };
    }

    private static JsonObject abstained(Opinion.Abstained abstained) {
        return vantage(abstained).with("abstained", Brief.of(abstained.why())).build();
    }

    private static JsonObject.Builder vantage(Opinion opinion) {
        return JsonObject.builder().with("vantage", opinion.vantage().id());
    }
}
