package io.regent.desk;

import io.regent.control.Opinion;
import io.regent.control.Sight;
import io.regent.decision.Decision;
import io.regent.decision.Ruling;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.drill.Table;
import io.regent.fleet.Endpoint;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonNull;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Orders;
import io.regent.lever.LateReading;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.Records;
import io.regent.report.Brief;
import io.regent.report.EvidenceJson;
import io.regent.report.RunRecord;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The parts of reports. */
final class Sections {
    private static final String WHO_ENDS_IT = "whichever controller runs first after that, in any region";

    private Sections() {}

    /** What was asked, as it was understood. */
    static Section asked(Request.Asked asked) {
        JsonObject.Builder facts =
                JsonObject.builder().with("action", asked.request().action().label());
        Table table = new Table().row("action", asked.request().action().label());
        Map<String, String> fields = new LinkedHashMap<>();
        asked.request().actsOn().ifPresent(region -> fields.put("region", region.id()));
        asked.request().span().ifPresent(span -> fields.put("for", Words.span(span)));
        if (asked.request() instanceof Request.Preview preview) {
            preview.lost().ifPresent(region -> fields.put("lost", region.id()));
            preview.settings().ifPresent(settings -> fields.put("settings", Words.settings(settings)));
        }
        if (asked.request() instanceof Request.Repair repair) {
            fields.put("means", repair.means().name().toLowerCase(Locale.ROOT));
        }
        fields.forEach((name, value) -> {
            facts.with(name, value);
            table.row(name, value);
        });
        if (!asked.force().isEmpty()) {
            List<String> force =
                    asked.force().stream().sorted().map(Overriding::label).toList();
            facts.with("force", JsonArray.ofTexts(force));
            table.row("force", String.join(", ", force));
        }
        return new Section("asked", "What was asked", facts.build(), table.lines());
    }

    static Section refusals(List<Refusal> refusals) {
        return new Section("refusals", "Refused, and nothing changed", facts(refusals), lines(refusals));
    }

    static Section forced(List<Refusal> forced) {
        return new Section("forced", "What was overridden", facts(forced), lines(forced));
    }

    private static JsonArray facts(List<Refusal> refusals) {
        return JsonArray.of(refusals.stream()
                .map(refusal -> JsonObject.builder()
                        .with("why", refusal.why())
                        .with("needed", refusal.needed())
                        .with(
                                "force",
                                refusal.force()
                                        .<JsonValue>map(force -> new JsonText(force.label()))
                                        .orElseGet(JsonNull::new))
                        .build())
                .toList());
    }

    private static List<String> lines(List<Refusal> refusals) {
        List<String> lines = new ArrayList<>();
        for (Refusal refusal : refusals) {
            lines.add("- " + refusal.why());
            lines.add("  needed: " + refusal.needed()
                    + refusal.force().map(force -> "; force: " + force.label()).orElse(""));
        }
        return lines;
    }

    /** What stands in the zone, endpoint by endpoint, with what the ledger holds beside that. */
    static Section standing(
            String name,
            String title,
            Service service,
            ZoneReading zone,
            Map<Region, Judgement> judgements,
            Instant now) {
        return switch (zone) {
            case ZoneReading.Unreadable unreadable ->
                new Section(
                        name,
                        title,
                        JsonObject.builder()
                                .with("unreadable", Brief.of(unreadable.why()))
                                .build(),
                        List.of("The zone cannot be read: " + Brief.of(unreadable.why())));
            case ZoneReading.Read read -> standing(name, title, service, read.records(), judgements, now);
        };
    }

    private static Section standing(
            String name,
            String title,
            Service service,
            Records records,
            Map<Region, Judgement> judgements,
            Instant now) {
        LedgerReading reading = records.ledger(service);
        Optional<Ledger> ledger =
                reading instanceof LedgerReading.Present present ? Optional.of(present.ledger()) : Optional.empty();
        Map<Region, EndpointState> states =
                ledger.<Map<Region, EndpointState>>map(Ledger::states).orElse(Map.of());
        SortedMap<Region, SortedMap<RecordType, Integer>> weights = records.eachWeight(service);
        Table table = new Table().row("endpoint", "state", "by", "since", "until", "weight", "judged");
        List<JsonValue> endpoints = new ArrayList<>();
        for (Endpoint endpoint : service.endpoints().stream()
                .sorted(Comparator.comparing(Endpoint::region))
                .toList()) {
            Region region = endpoint.region();
            EndpointState state = states.get(region);
            JsonObject.Builder facts = JsonObject.builder()
                    .with("endpoint", region.id())
                    .with("state", state == null ? "unknown" : kind(state));
            String until = "";
            if (state != null) {
                facts.with("by", Words.mover(state.by()))
                        .with("since", state.since().toString());
                if (state instanceof EndpointState.Drained drained
                        && drained.end().isPresent()) {
                    until = drained.end().get().toString();
                    facts.with("until", until);
                }
                if (state instanceof EndpointState.Returning returning) {
                    facts.with("step", returning.step());
                }
            }
            JsonObject.Builder each = JsonObject.builder();
            SortedMap<RecordType, Integer> held = weights.getOrDefault(region, Collections.emptySortedMap());
            held.forEach((type, weight) -> each.with(type.name(), weight));
            facts.with("weights", each.build());
            String judged = judgements.isEmpty() ? "" : Words.standing(judgements.get(region));
            if (!judged.isEmpty()) {
                facts.with("judged", judged);
            }
            endpoints.add(facts.build());
            table.row(
                    region.id(),
                    Words.state(state),
                    state == null ? "" : Words.mover(state.by()),
                    state == null ? "" : state.since().toString(),
                    until,
                    new TreeSet<>(held.values()).stream().map(String::valueOf).collect(Collectors.joining("/")),
                    judged);
        }
        JsonObject.Builder facts = JsonObject.builder()
                .with("ledger", RunRecord.ledger(reading))
                .with("endpoints", new JsonArray(endpoints));
        List<String> lines = new ArrayList<>(table.withoutEmptyColumns().lines());
        ledger.ifPresentOrElse(
                known -> orders(known, facts, lines, now),
                () -> lines.add("The ledger is " + RunRecord.ledger(reading) + "."));
        return new Section(name, title, facts.build(), lines);
    }

    private static void orders(Ledger ledger, JsonObject.Builder facts, List<String> lines, Instant now) {
        Orders orders = ledger.orders();
        facts.with("generation", ledger.generation());
        orders.arming().ifPresent(since -> {
            facts.with("armingSince", since.toString());
            lines.add("Not armed yet: the controllers observe since " + since + ".");
        });
        orders.hold().ifPresent(hold -> {
            facts.with(
                    "hold",
                    JsonObject.builder()
                            .with("by", hold.by().hex())
                            .with("since", hold.since().toString())
                            .with("until", hold.until().toString())
                            .with("on", hold.isOn(now))
                            .build());
            lines.add("Hold by " + hold.by() + " since " + hold.since() + " until " + hold.until()
                    + (hold.isOn(now) ? "." : ", which is past."));
        });
        orders.outage().ifPresent(outage -> {
            facts.with(
                    "outage",
                    JsonObject.builder()
                            .with("endpoint", outage.endpoint().id())
                            .with("since", outage.since().toString())
                            .with("until", outage.until().toString())
                            .with("on", outage.isOn(now))
                            .build());
            lines.add("Outage drill on " + outage.endpoint() + " since " + outage.since() + " until " + outage.until()
                    + (outage.isOn(now) ? "." : ", which is past."));
        });
        orders.repair().ifPresent(repair -> {
            facts.with(
                    "repair",
                    JsonObject.builder()
                            .with("endpoint", repair.endpoint().id())
                            .with("at", repair.at().toString())
                            .build());
            lines.add("Last repair: of " + repair.endpoint() + " at " + repair.at() + ".");
        });
        if (ledger.agreement() instanceof Agreement.Differing differing) {
            facts.with("differsSince", differing.since().toString());
            lines.add("The records differ from the ledger since " + differing.since() + " and are left so.");
        }
    }

    private static String kind(EndpointState state) {
        return switch (state) {
            case EndpointState.Serving serving -> "serving";
            case EndpointState.Drained drained -> "drained";
            case EndpointState.Returning returning -> "returning";
        };
    }

    /** What the vantages said when they were asked, and what it adds up to. */
    static Section evidence(Sight sight, Map<Region, Judgement> judgements) {
        Table table = new Table();
        for (Judgement judgement : judgements.values()) {
            String since = judgement.standing() instanceof Standing.Up up ? "since " + Words.time(up.since()) : "";
            table.row(judgement.endpoint().id(), Words.standing(judgement), votes(judgement), since);
        }
        List<String> lines = new ArrayList<>(table.lines());
        for (Judgement judgement : judgements.values()) {
            for (Verdict vote : judgement.votes()) {
                if (vote.health() != Health.HEALTHY) {
                    lines.add(vote.vantage() + " of " + vote.endpoint() + ": " + Brief.of(vote.why()));
                }
            }
        }
        for (Opinion opinion : sight.opinions()) {
            if (opinion instanceof Opinion.Abstained abstained) {
                lines.add(abstained.vantage() + " abstains: " + Brief.of(abstained.why()));
            }
        }
        JsonObject facts = JsonObject.builder()
                .with("at", sight.at().toString())
                .with(
                        "judgements",
                        JsonArray.of(judgements.values().stream()
                                .map(EvidenceJson::judgement)
                                .toList()))
                .with(
                        "opinions",
                        JsonArray.of(sight.opinions().stream()
                                .map(EvidenceJson::opinion)
                                .toList()))
                .build();
        return new Section("evidence", "Evidence: what the vantages answered just now", facts, lines);
    }

    private static String votes(Judgement judgement) {
        long healthy = judgement.votes().stream()
                .filter(vote -> vote.health() == Health.HEALTHY)
                .count();
        return healthy + " of " + judgement.votes().size() + " say HEALTHY";
    }

    /** What routing control was told of late in this region. */
    static Section routingControl(Service service, LateReading late) {
        return switch (late) {
            case LateReading.Unreadable unreadable ->
                new Section(
                        "routingControl",
                        "Routing control",
                        JsonObject.builder()
                                .with("unreadable", Brief.of(unreadable.why()))
                                .build(),
                        List.of("Cannot be read: " + Brief.of(unreadable.why())));
            case LateReading.Read read -> {
                JsonObject.Builder facts = JsonObject.builder();
                Table table = new Table();
                for (Endpoint endpoint : service.endpoints()) {
                    String said = read.minutes().containsKey(endpoint.region())
                            ? read.isOut(endpoint.region()) ? "out" : "serve"
                            : "nothing";
                    facts.with(endpoint.region().id(), said);
                    table.row(endpoint.region().id(), said);
                }
                yield new Section(
                        "routingControl", "Routing control of late, in this region", facts.build(), table.lines());
            }
        };
    }

    /** A decision that is to be written, or would be. */
    static Section decision(String title, Service service, Decision decision, Plan plan, List<String> notes) {
        List<String> lines = new ArrayList<>();
        lines.add("Rule " + decision.rule().label() + (decision.changes() ? "." : ": nothing changes."));
        decision.rulings().forEach(ruling -> lines.add("- " + ruling(ruling)));
        Table table = new Table();
        decision.weights().forEach((region, weight) -> table.row(region.id(), "weight " + weight));
        lines.addAll(table.lines());
        plan.problems().forEach(problem -> lines.add("Problem: " + Brief.of(problem.text())));
        lines.addAll(notes);
        return new Section("decision", title, decisionFacts(decision, plan, notes), lines);
    }

    private static JsonObject decisionFacts(Decision decision, Plan plan, List<String> notes) {
        JsonObject.Builder weights = JsonObject.builder();
        decision.weights().forEach((region, weight) -> weights.with(region.id(), weight));
        JsonObject.Builder facts = JsonObject.builder()
                .with("rule", decision.rule().label())
                .with("changes", decision.changes())
                .with("moves", decision.moves())
                .with(
                        "rulings",
                        JsonArray.of(decision.rulings().stream()
                                .map(RunRecord::ruling)
                                .toList()))
                .with("weights", weights.build())
                .with(
                        "plan",
                        JsonArray.of(
                                plan.changes().stream().map(RunRecord::change).toList()));
        if (!plan.problems().isEmpty()) {
            facts.with(
                    "problems",
                    JsonArray.ofTexts(plan.problems().stream()
                            .map(problem -> Brief.of(problem.text()))
                            .toList()));
        }
        if (!notes.isEmpty()) {
            facts.with("notes", JsonArray.ofTexts(notes));
        }
        return facts.build();
    }

    /** A ruling in words: its fields as they stand in records. */
    private static String ruling(Ruling ruling) {
        JsonObject fields = RunRecord.ruling(ruling);
        String what = text(fields, "endpoint") + ": " + text(fields, "ruling");
        return fields.fields().entrySet().stream()
                .filter(field -> !List.of("endpoint", "rule", "ruling").contains(field.getKey()))
                .map(field -> field.getKey() + " " + plain(field.getValue()))
                .reduce(what, (all, more) -> all + ", " + more);
    }

    private static String text(JsonObject fields, String name) {
        return fields.get(name).map(Sections::plain).orElse("");
    }

    private static String plain(JsonValue value) {
        return value instanceof JsonText text ? text.value() : Json.write(value);
    }

    /** That nothing, or not what was asked, was written, and why. */
    static Section outcome(String what, String why) {
        return new Section(
                "decision",
                "What came of it",
                JsonObject.builder().with(what, Brief.of(why)).build(),
                List.of(Brief.of(why)));
    }

    static Section ends(Instant end, Instant now) {
        return new Section(
                "ends",
                "When it ends, and who ends it",
                JsonObject.builder()
                        .with("at", end.toString())
                        .with("by", WHO_ENDS_IT)
                        .build(),
                List.of(Words.end(end, now) + ", by " + WHO_ENDS_IT + "."));
    }

    /**
     * That a retirement holds only while no controller runs, and the commands that stop them and retire again.
     *
     * @param controller the function's name
     * @param regions where it is
     */
    static Section stopping(String controller, List<Region> regions, Command again) {
        String why = "A controller that runs begins a new ledger within a minute. If they were not stopped before, stop"
                + " them in every region, which stops them for every service, and retire again:";
        List<String> each = new ArrayList<>(List.of("for region in"));
        regions.stream().sorted().map(Region::id).forEach(each::add);
        each.add(each.removeLast() + "; do");
        List<String> stop = List.of(
                "aws lambda put-function-concurrency",
                "--region $region",
                "--function-name " + controller,
                "--reserved-concurrent-executions 0");
        List<String> lines = new ArrayList<>(List.of(why));
        lines.addAll(Command.continued("", each));
        lines.addAll(Command.continued("  ", stop));
        lines.add("done");
        lines.addAll(again.lines());
        JsonObject facts = JsonObject.builder()
                .with("why", why)
                .with("stop", String.join(" ", each) + " " + String.join(" ", stop) + "; done")
                .with("again", again.line())
                .build();
        return new Section("stopping", "What a controller makes of it, and how to stop them", facts, lines);
    }

    /** A command to paste, as a section. */
    static Section command(String name, String title, Command command) {
        return new Section(name, title, new JsonText(command.line()), command.lines());
    }
}
