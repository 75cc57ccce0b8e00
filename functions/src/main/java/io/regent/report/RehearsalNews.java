package io.regent.report;

import io.regent.control.Attempt;
import io.regent.control.Opinion;
import io.regent.control.Rehearsal;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.PutOutcome;
import io.regent.lever.ZoneReading;
import io.regent.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a controller makes known of a rehearsal. */
public final class RehearsalNews {
    /** The message of the log line that tells of one. */
    public static final String HEADLINE = "Levers tried for a preflight";

    /** What stands for the ledger where a newer version of Regent wrote it. */
    public static final String OF_ANOTHER_VERSION = "of another version";

    private static final String WELL = "well";
    private static final String BUSY = "busy";
    private static final String BROKEN = "broken";

    private RehearsalNews() {}

    /**
     * The metric by which the lever <em>routing control</em> is tried: that it is well, which is so where it is taken,
     * and in a minute in which a run found otherwise the lowest value counts. Routing control itself is not put: what
     * stands may change in the meantime, and the right, the region and the call are the same for both.
     */
    public static List<Datum> metrics(Rehearsal rehearsal, Instant at) {
        return List.of(new Datum(
                Metric.LEVER_HEALTHY,
                new TreeMap<>(Map.of(
                        Dimension.SERVICE,
                        rehearsal.service().name().value(),
                        Dimension.LEVER,
                        RunNews.ROUTING_CONTROL)),
                at,
                1));
    }

    /**
     * A rehearsal for whoever asked for it: {@code {"service", "verdicts", "region", "at", "code", "fleet", "ledger",
     * "steps": [{"step", "came", "what"}], "opinions": [{"vantage", "given" or "abstained"}]}}, the verdicts as
     * {@link VerdictJson} writes them. A step came to {@code well}, {@code broken}, or {@code busy}, which says nothing
     * about the next time.
     *
     * @param code the fingerprint of the code that runs
     * @param fleet the fingerprint of the fleet's document
     */
    public static JsonObject answer(Rehearsal rehearsal, PutOutcome routingControl, String code, String fleet) {
        List<Verdict> verdicts = rehearsal.opinions().stream()
                .flatMap(opinion -> opinion instanceof Opinion.Given given
                        ? given.verdicts().stream()
                                .filter(verdict -> verdict.vantage().equals(given.vantage()))
                        : Stream.empty())
                .toList();
        JsonObject.Builder fields = JsonObject.builder();
        VerdictJson.write(rehearsal.service().name(), verdicts).fields().forEach(fields::with);
        return fields.with("region", rehearsal.home().id())
                .with("at", rehearsal.at().toString())
                .with("code", code)
                .with("fleet", fleet)
                .with("ledger", ledger(rehearsal))
                .with("steps", new JsonArray(List.of(zone(rehearsal), weights(rehearsal), control(routingControl))))
                .with(
                        "opinions",
                        JsonArray.of(rehearsal.opinions().stream()
                                .map(EvidenceJson::summedUp)
                                .toList()))
                .build();
    }

    private static String ledger(Rehearsal rehearsal) {
        return switch (rehearsal.zone()) {
            case ZoneReading.Unreadable unreadable -> "unreadable";
            case ZoneReading.Read read ->
                switch (read.records().ledger(rehearsal.service())) {
                    case LedgerReading.Present present -> LedgerText.write(present.ledger());
                    case LedgerReading.Missing missing -> "missing";
                    case LedgerReading.Newer newer -> OF_ANOTHER_VERSION;
                    case LedgerReading.Torn torn -> "torn";
                    case LedgerReading.Foreign foreign -> "foreign";
                };
        };
    }

    private static JsonObject zone(Rehearsal rehearsal) {
        return switch (rehearsal.zone()) {
            case ZoneReading.Read read ->
                step("zone", WELL, read.records().sets().size() + " record sets read");
            case ZoneReading.Unreadable unreadable -> step("zone", BROKEN, unreadable.why());
        };
    }

    private static JsonObject weights(Rehearsal rehearsal) {
        String came =
                switch (rehearsal.weights()) {
                    case Attempt.Weights.Unneeded unneeded -> BROKEN;
                    case Attempt.Weights.Withheld withheld -> BROKEN;
                    case Attempt.Weights.Sent sent ->
                        switch (sent.outcome()) {
                            case ChangeOutcome.Accepted accepted -> WELL;
                            case ChangeOutcome.Busy busy -> BUSY;
                            case ChangeOutcome.Conflict conflict -> BUSY;
                            case ChangeOutcome.Unanswered unanswered -> BROKEN;
                            case ChangeOutcome.Failed failed -> BROKEN;
                        };
                };
        return step(RunNews.WEIGHTS, came, RunRecord.outcome(rehearsal.weights()));
    }

    private static JsonObject control(PutOutcome outcome) {
        return switch (outcome) {
            case PutOutcome.Put put -> step(RunNews.ROUTING_CONTROL, WELL, "metric put");
            case PutOutcome.Failed failed -> step(RunNews.ROUTING_CONTROL, BROKEN, failed.why());
        };
    }

    private static JsonObject step(String name, String came, String what) {
        return JsonObject.builder()
                .with("step", name)
                .with("came", came)
                .with("what", Brief.of(what))
                .build();
    }
}
