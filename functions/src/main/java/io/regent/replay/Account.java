package io.regent.replay;

import io.regent.drill.Section;
import io.regent.fleet.Endpoint;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonNumber;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Function;

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
    /** The most moves, refusals and stretches of a course that are listed; the rest is counted. */
    static final int MOST_FACTS = 500;

    private static final int MOST_LINES = 20;
    private static final String ROW = "%-24s%12s%12s%12s%12s%12s%12s";

    Account {
        courses = List.copyOf(courses);
        notes = List.copyOf(notes);
    }

    /** The table with all facts, the moves, and the picture. */
    List<Section> sections() {
        return List.of(
                new Section("replay", "Settings side by side", facts(), table()),
                new Section("moves", "What would have moved", moveFacts(), moveLines()),
                new Section("picture", "Picture", picture(), pictureLines()));
    }

    private JsonObject facts() {
        return JsonObject.builder()
                .with("from", Texts.time(period.from()))
                .with("until", Texts.time(period.until()))
                .with("verdicts", verdicts)
                .with("notes", JsonArray.ofTexts(notes))
                .with(
                        "courses",
                        JsonArray.of(courses.stream().map(this::facts).toList()))
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
                .build();
    }

    private static JsonObject policy(PolicySettings policy) {
        return JsonObject.builder()
                .with("minServing", policy.minServing())
                .with("stabilisation", policy.stabilisation().toString())
                .with(
                        "steps",
                        JsonArray.of(policy.steps().stream()
                                .map(step -> JsonNumber.of((long) step))
                                .toList()))
                .with("stepHold", policy.stepHold().toString())
                .with("freshness", policy.freshness().toString())
                .build();
    }

    private java.util.Optional<PolicySettings> policy(Course course) {
        return course.name().equals(Replay.OWN)
                ? java.util.Optional.of(service.policy())
                : java.util.Optional.ofNullable(settings.get(course.name()));
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        return lines;
    }

    private JsonValue moveFacts() {
        return JsonObject.builder().build();
    }

    private List<String> moveLines() {
        return List.of();
    }

    private JsonObject picture() {
        return JsonObject.builder().build();
    }

    private List<String> pictureLines() {
        return List.of();
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
