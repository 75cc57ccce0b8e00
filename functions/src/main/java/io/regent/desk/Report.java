package io.regent.desk;

import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonNumber;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import io.regent.report.Brief;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a request, for machines and for people. Its form is held to {@code events/drill-report.schema.json}.
 *
 * @param action what was asked for, by its name; {@code unknown} where that could not be read, {@code down} of a report
 *     that an endpoint was drained because it was DOWN
 * @param about the service, and who asked what; fields that are not known are left out
 * @param region which answers
 * @param sections in the order in which they are to be read
 */
public record Report(
        String action,
        Map<String, String> about,
        Region region,
        Outcome outcome,
        Instant startedAt,
        Instant finishedAt,
        List<Section> sections) {
    /** The action of a report that nobody asked for: an endpoint was drained because it was DOWN. */
    public static final String DOWN = "down";

    /** The action of a request that could not be read. */
    public static final String UNKNOWN = "unknown";

    private static final String SERVICE = "service";
    private static final String ID = "id";
    private static final String BY = "by";

    public Report {
        Map<String, String> copy = new LinkedHashMap<>(about);
        about = Collections.unmodifiableMap(copy);
        sections = List.copyOf(sections);
    }

    /** The report on a request. */
    static Report on(
            Request.Asked asked,
            Region region,
            Outcome outcome,
            Instant startedAt,
            Instant finishedAt,
            List<Section> sections) {
        return new Report(
                asked.request().action().label(),
                about(asked.service(), asked.id(), asked.by()),
                region,
                outcome,
                startedAt,
                finishedAt,
                sections);
    }

    /** What a report on a request is about. */
    static Map<String, String> about(Service service, String id, String by) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put(SERVICE, service.name().value());
        about.put(ID, id);
        about.put(BY, by);
        return about;
    }

    /**
     * The answer to a request that could not be read: every problem with it. Nothing was done.
     *
     * @param request by which whoever sent it knows it again, as far as it says who asks and under what id
     */
    public static Report unread(
            Region region, Instant startedAt, Instant finishedAt, List<String> problems, JsonValue request) {
        Map<String, String> about = new LinkedHashMap<>();
        for (String name : List.of(SERVICE, ID, BY)) {
            if (request instanceof JsonObject fields && fields.get(name).orElse(null) instanceof JsonText text) {
                about.put(name, Brief.of(text.value()));
            }
        }
        Section section = new Section(
                "problems",
                "What is wrong with the request",
                JsonArray.ofTexts(problems),
                problems.stream().map(problem -> "- " + problem).toList());
        return new Report(UNKNOWN, about, region, Outcome.REFUSED, startedAt, finishedAt, List.of(section));
    }

    /** All but the text: what an event carries. */
    public JsonObject facts() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("action", new JsonText(action));
        about.forEach((name, value) -> fields.put(name, new JsonText(value)));
        fields.put("region", new JsonText(region.id()));
        fields.put("outcome", new JsonText(outcome.label()));
        fields.put("startedAt", new JsonText(startedAt.toString()));
        fields.put("finishedAt", new JsonText(finishedAt.toString()));
        fields.put("took", JsonNumber.of(took().toMillis()));
        sections.forEach(section -> fields.put(section.name(), section.facts()));
        return new JsonObject(fields);
    }

    /** All of it. */
    public JsonObject json() {
        Map<String, JsonValue> fields = new LinkedHashMap<>(facts().fields());
        fields.put("text", new JsonText(text()));
        return new JsonObject(fields);
    }

    /** In a line. */
    public String headline() {
        if (action.equals(UNKNOWN)) {
            return "request refused, and nothing was changed";
        }
        String service = about.getOrDefault(SERVICE, "");
        return action + region("asked") + (service.isEmpty() ? "" : " of " + service) + ": "
                + outcome.label().replace('-', ' ');
    }

    /** The region that a section names, for the headline. */
    private String region(String name) {
        return sections.stream()
                .filter(section -> section.name().equals(name))
                .filter(section -> section.facts() instanceof JsonObject)
                .flatMap(section -> ((JsonObject) section.facts()).get("region").stream())
                .filter(JsonText.class::isInstance)
                .map(region -> " " + ((JsonText) region).value())
                .findFirst()
                .orElse("");
    }

    /** For a person. */
    public String text() {
        List<String> head = new ArrayList<>();
        head.add(headline());
        List<String> who = new ArrayList<>();
        Optional.ofNullable(about.get(BY)).ifPresent(by -> who.add("asked by " + by));
        Optional.ofNullable(about.get(ID)).ifPresent(id -> who.add("id " + id));
        String asked = who.isEmpty() ? "" : String.join(", ", who) + "; ";
        head.add(Words.time(startedAt) + "; " + asked + "answered by " + region + " after "
                + String.format(Locale.ROOT, "%.1f s", took().toMillis() / 1_000.0));
        Page page = new Page().lines(head);
        sections.forEach(page::section);
        return page.text();
    }

    private Duration took() {
        Duration took = Duration.between(startedAt, finishedAt);
        return took.isNegative() ? Duration.ZERO : took;
    }
}
