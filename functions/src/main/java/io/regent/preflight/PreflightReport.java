package io.regent.preflight;

import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.drill.Wrapped;
import io.regent.fleet.Region;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** What a preflight found, as a report's sections. */
final class PreflightReport {
    private PreflightReport() {}

    /** @param checks the worst first */
    static Findings of(Request.Preflight request, SortedMap<Region, Learned<Part>> parts, List<Check> checks) {
        return new Findings(
                count(checks, Check.Result.FAIL) > 0 ? Outcome.UNWELL : Outcome.DONE,
                List.of(summary(request, checks), regions(parts), checks(checks)));
    }

    private static Section summary(Request.Preflight request, List<Check> checks) {
        JsonObject.Builder facts =
                JsonObject.builder().with("scope", request.scope().name().toLowerCase(Locale.ROOT));
        Arrays.stream(Check.Result.values())
                .forEach(result -> facts.with(result.name().toLowerCase(Locale.ROOT), count(checks, result)));
        String line = "%d FAIL, %d WARN, %d OK: %s"
                .formatted(
                        count(checks, Check.Result.FAIL),
                        count(checks, Check.Result.WARN),
                        count(checks, Check.Result.OK),
                        count(checks, Check.Result.FAIL) == 0
                                ? "a failover would work."
                                : "a failover might not work.");
        return new Section("preflight", "Preflight", facts.build(), List.of(line));
    }

    private static long count(List<Check> checks, Check.Result result) {
        return checks.stream().filter(check -> check.result() == result).count();
    }

    private static Section regions(SortedMap<Region, Learned<Part>> parts) {
        List<JsonObject> facts = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int widest = parts.keySet().stream()
                .mapToInt(region -> region.id().length())
                .max()
                .orElse(1);
        parts.forEach((region, learned) -> {
            JsonObject.Builder fields = JsonObject.builder().with("region", region.id());
            String start = pad(region.id(), widest) + "  ";
            switch (learned) {
                case Learned.Known<Part> known -> {
                    Part part = known.value();
                    fields.with("code", part.code()).with("fleet", part.fleet()).with("ledger", part.ledger());
                    lines.addAll(Wrapped.lines(
                            start, "code %s, fleet document %s".formatted(said(part.code()), said(part.fleet()))));
                    lines.addAll(Wrapped.lines(" ".repeat(start.length()), "ledger " + said(part.ledger())));
                }
                case Learned.Unknown<Part> unknown -> {
                    fields.with("dark", unknown.why());
                    lines.addAll(Wrapped.lines(start, "does not answer"));
                }
            }
            facts.add(fields.build());
        });
        return new Section("regions", "Regions", JsonArray.of(facts), lines);
    }

    private static String said(String text) {
        return text.isEmpty() ? "unknown" : text;
    }

    private static Section checks(List<Check> checks) {
        int widest =
                checks.stream().mapToInt(check -> check.where().length()).max().orElse(1);
        List<String> lines = new ArrayList<>();
        List<JsonObject> facts = new ArrayList<>();
        for (Check check : checks) {
            String start = pad(check.result().name(), 4) + "  " + pad(check.where(), widest) + "  ";
            lines.addAll(Wrapped.lines(start, check.name() + ": " + check.why()));
            if (!check.advice().isEmpty()) {
                lines.addAll(Wrapped.lines(" ".repeat(start.length()) + "> ", check.advice()));
            }
            facts.add(JsonObject.builder()
                    .with("where", check.where())
                    .with("check", check.name())
                    .with("result", check.result().name())
                    .with("why", check.why())
                    .with("advice", check.advice())
                    .build());
        }
        return new Section("checks", "Checks, the worst first", JsonArray.of(facts), lines);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
