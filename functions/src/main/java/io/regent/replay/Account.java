package io.regent.replay;

import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Endpoint;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonNumber;
import io.regent.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The courses side by side, for machines and for a person.
 *
 * @param settings the policies beside the service's own
 * @param verdicts how many were looked at
 * @param courses the service's own first, what did happen last
 * @param notes what the reader has to know, in sentences
 */
record Account(
        Service service,
        SortedMap<String, PolicySettings> settings,
        Span period,
        int verdicts,
        List<Course> courses,
        List<String> notes) {
    /** The most moves and refusals of a course that are listed; the rest is counted. */
    static final int MOST_FACTS = 500;

    private static final int MOST_LINES = 20;
    private static final int MOST_ENDPOINTS = 5;
    private static final int MOST_SPANS = 5;

    Account {
        courses = List.copyOf(courses);
        notes = List.copyOf(notes);
    }

    /** The table with all facts, the moves, and the picture. */
    List<Section> sections() {
        return List.of(
                new Section("replay", "Settings side by side", facts(), table()),
                new Section("moves", "What would have moved", moveFacts(), moveLines()),
                new Section("picture", "Picture", picture(), List.of("SVG, in the report's picture.svg")));
    }

    private JsonObject facts() {
        return JsonObject.builder()
                .with("from", Texts.time(period.from()))
                .with("until", Texts.time(period.until()))
                .with("verdicts", verdicts)
                .with("notes", JsonArray.ofTexts(notes))
                .with("courses", JsonArray.of(courses.stream().map(this::facts).toList()))
                .build();
    }

    private JsonObject facts(Course course) {
        JsonObject.Builder endpoints = JsonObject.builder();
        for (Endpoint endpoint : service.endpoints()) {
            endpoints.with(endpoint.region().id(), facts(course, endpoint.region()));
        }
        JsonObject.Builder facts = JsonObject.builder().with("name", course.name());
        policy(course).ifPresent(policy -> facts.with("policy", policy(policy)));
        return facts.with("failovers", sum(course, course::failovers))
                .with("returns", sum(course, course::returns))
                .with("minutesOut", minutes(out(course)))
                .with("minutesDownAndServing", minutes(downAndServing(course)))
                .with("refusals", course.refusals().size())
                .with("endpoints", endpoints.build())
                .build();
    }

    private JsonObject facts(Course course, Region region) {
        return JsonObject.builder()
                .with("moves", course.moves(region))
                .with("failovers", course.failovers(region))
                .with("returns", course.returns(region))
                .with("minutesOut", minutes(course.time(region, Doing.OUT)))
                .with("minutesReturning", minutes(course.time(region, Doing.RETURNS)))
                .with("minutesDownAndServing", minutes(Span.total(course.downAndServing(region))))
                .with("minutesUnseen", minutes(course.timeUnseen(region)))
                .with("minutesUntold", minutes(course.time(region, Doing.UNTOLD)))
                .with("untold", listed(course.spans(region, Doing.UNTOLD::equals), Account::facts))
                .build();
    }

    private static JsonObject facts(Span span) {
        return JsonObject.builder()
                .with("from", Texts.time(span.from()))
                .with("until", Texts.time(span.until()))
                .build();
    }

    private static JsonObject policy(PolicySettings policy) {
        return JsonObject.builder()
                .with("minServing", policy.minServing())
                .with("stabilisation", Texts.length(policy.stabilisation()))
                .with(
                        "steps",
                        JsonArray.of(policy.steps().stream()
                                .map(step -> JsonNumber.of((long) step))
                                .toList()))
                .with("stepHold", Texts.length(policy.stepHold()))
                .with("freshness", Texts.length(policy.freshness()))
                .with("failback", policy.failback().name().toLowerCase(Locale.ROOT))
                .build();
    }

    private Optional<PolicySettings> policy(Course course) {
        return course.name().equals(Request.Replay.OWN)
                ? Optional.of(service.policy())
                : Optional.ofNullable(settings.get(course.name()));
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("%s to %s, %d verdicts".formatted(Texts.time(period.from()), Texts.time(period.until()), verdicts));
        lines.add("");
        lines.add(row("", "went", "came", "", "minutes", "min. DOWN", "drains"));
        lines.add(row("", "out", "back", "moves", "out", "but serving", "refused"));
        for (Course course : courses) {
            lines.add(row(
                    course.name(),
                    sum(course, course::failovers),
                    sum(course, course::returns),
                    sum(course, course::moves),
                    Texts.minutes(out(course)),
                    Texts.minutes(downAndServing(course)),
                    course.refusals().size()));
            List<Region> moved = course.doing().keySet().stream()
                    .filter(region -> course.moves(region) > 0
                            || !course.downAndServing(region).isEmpty())
                    .toList();
            moved.stream().limit(MOST_ENDPOINTS).forEach(region -> lines.add(row(course, region)));
            if (moved.size() > MOST_ENDPOINTS) {
                lines.add("  and " + (moved.size() - MOST_ENDPOINTS) + " more endpoints");
            }
        }
        lines.add("");
        courses.forEach(course -> lines.addAll(Texts.wrapped(untold(course))));
        settings.forEach((name, policy) -> lines.addAll(Texts.wrapped(List.of(name + ": " + differences(policy)))));
        lines.addAll(Texts.wrapped(notes));
        return lines;
    }

    /**
     * Of which endpoints nothing is known, for how long and when; those of which it is so at the same times together.
     */
    private static List<String> untold(Course course) {
        Map<List<Span>, List<String>> same = new LinkedHashMap<>();
        course.doing().keySet().forEach(region -> {
            List<Span> spans = course.spans(region, Doing.UNTOLD::equals);
            if (!spans.isEmpty()) {
                same.computeIfAbsent(spans, any -> new ArrayList<>()).add(region.id());
            }
        });
        List<String> sentences = new ArrayList<>();
        same.forEach((spans, regions) ->
                sentences.add("%s: nothing was told of %s for %s min, which count neither as served"
                                .formatted(course.name(), String.join(", ", regions), Texts.minutes(Span.total(spans)))
                        + " nor as out: "
                        + spans.stream()
                                .limit(MOST_SPANS)
                                .map(span -> Texts.time(span.from()) + " to " + Texts.time(span.until()))
                                .collect(Collectors.joining("; "))
                        + (spans.size() > MOST_SPANS ? "; and " + (spans.size() - MOST_SPANS) + " times more." : ".")));
        return sentences;
    }

    private static String row(Course course, Region region) {
        return row(
                "  " + region,
                course.failovers(region),
                course.returns(region),
                course.moves(region),
                Texts.minutes(course.time(region, Doing.OUT)),
                Texts.minutes(Span.total(course.downAndServing(region))),
                course.refusals().stream()
                        .filter(refusal -> refusal.endpoint().equals(region))
                        .count());
    }

    private static String row(Object... cells) {
        return "%-26s%8s%8s%8s%10s%14s%10s".formatted(cells).stripTrailing();
    }

    /** What a policy says otherwise than the service's own. */
    private String differences(PolicySettings policy) {
        PolicySettings own = service.policy();
        List<String> differences = new ArrayList<>();
        if (policy.minServing() != own.minServing()) {
            differences.add("minServing " + policy.minServing());
        }
        if (!policy.stabilisation().equals(own.stabilisation())) {
            differences.add("stabilisation " + Texts.length(policy.stabilisation()));
        }
        if (!policy.steps().equals(own.steps())) {
            differences.add("steps " + policy.steps());
        }
        if (!policy.stepHold().equals(own.stepHold())) {
            differences.add("stepHold " + Texts.length(policy.stepHold()));
        }
        if (!policy.freshness().equals(own.freshness())) {
            differences.add("freshness " + Texts.length(policy.freshness()));
        }
        if (policy.failback() != own.failback()) {
            differences.add("failback " + policy.failback().name().toLowerCase(Locale.ROOT));
        }
        return differences.isEmpty()
                ? "as the service's own, in all that a replay can tell"
                : String.join(", ", differences);
    }

    private JsonArray moveFacts() {
        return JsonArray.of(courses.stream()
                .map(course -> JsonObject.builder()
                        .with("name", course.name())
                        .with("moves", listed(course.moves(), Account::facts))
                        .with("movesLeftOut", leftOut(course.moves()))
                        .with("refusals", listed(course.refusals(), Account::facts))
                        .with("refusalsLeftOut", leftOut(course.refusals()))
                        .build())
                .toList());
    }

    private static JsonObject facts(Move move) {
        return JsonObject.builder()
                .with("at", Texts.time(move.at()))
                .with("endpoint", move.endpoint().id())
                .with("from", move.from().label())
                .with("to", move.to().label())
                .with("why", move.why())
                .build();
    }

    private static JsonObject facts(Refusal refusal) {
        return JsonObject.builder()
                .with("from", Texts.time(refusal.span().from()))
                .with("until", Texts.time(refusal.span().until()))
                .with("endpoint", refusal.endpoint().id())
                .with("rule", refusal.rule().label())
                .with("why", refusal.why())
                .build();
    }

    private static <T> JsonArray listed(List<T> all, Function<T, JsonObject> facts) {
        return JsonArray.of(all.stream().limit(MOST_FACTS).map(facts).toList());
    }

    private static long leftOut(List<?> all) {
        return Math.max(0, all.size() - MOST_FACTS);
    }

    private record Line(Instant at, String text) {}

    private List<String> moveLines() {
        List<String> lines = new ArrayList<>();
        for (Course course : courses) {
            List<Line> all = new ArrayList<>();
            course.moves()
                    .forEach(move -> all.add(new Line(
                            move.at(),
                            "  %s  %-16s %-10s -> %-10s (%s)"
                                    .formatted(
                                            Texts.time(move.at()),
                                            move.endpoint(),
                                            move.from().label(),
                                            move.to().label(),
                                            move.why()))));
            course.refusals()
                    .forEach(refusal -> all.add(new Line(
                            refusal.span().from(),
                            "  %s  %-16s drain refused for %s min (%s)"
                                    .formatted(
                                            Texts.time(refusal.span().from()),
                                            refusal.endpoint(),
                                            Texts.minutes(refusal.span().length()),
                                            refusal.rule().label()))));
            all.sort(Comparator.comparing(Line::at));
            lines.add(course.name() + (all.isEmpty() ? ": nothing" : ""));
            all.stream().limit(MOST_LINES).forEach(line -> lines.add(line.text()));
            if (all.size() > MOST_LINES) {
                lines.add("  and " + (all.size() - MOST_LINES) + " more");
            }
        }
        return lines;
    }

    private JsonObject picture() {
        return JsonObject.builder()
                .with("svg", new Picture(service, period, courses).svg())
                .build();
    }

    private static long sum(Course course, Function<Region, Long> count) {
        return course.doing().keySet().stream().mapToLong(count::apply).sum();
    }

    private static Duration out(Course course) {
        return course.doing().keySet().stream()
                .map(region -> course.time(region, Doing.OUT))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration downAndServing(Course course) {
        return course.doing().keySet().stream()
                .map(region -> Span.total(course.downAndServing(region)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static JsonNumber minutes(Duration time) {
        return JsonNumber.of(Math.round(time.toMillis() / 6_000.0) / 10.0);
    }
}
