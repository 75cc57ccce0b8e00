package io.regent.report;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import io.regent.json.JsonValue;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Verdicts on their way between regions: {@code {"service": …, "verdicts": [{"vantage", "endpoint", "health", "at",
 * "why"}]}}, as the detail of an event and as the answer of a vantage that was asked. What a verdict says of its reason
 * is cut to {@value Brief#LONGEST} characters.
 */
public final class VerdictJson {
    /** More than a service can have of one vantage. */
    private static final int MOST_VERDICTS = 1_000;

    private VerdictJson() {}

    public static JsonObject write(DnsName service, Collection<Verdict> verdicts) {
        return JsonObject.builder()
                .with("service", service.value())
                .with(
                        "verdicts",
                        new JsonArray(verdicts.stream()
                                .<JsonValue>map(VerdictJson::write)
                                .toList()))
                .build();
    }

    static JsonObject write(Verdict verdict) {
        return JsonObject.builder()
                .with("vantage", verdict.vantage().id())
                .with("endpoint", verdict.endpoint().id())
                .with("health", verdict.health().name())
                .with("at", verdict.at().toString())
                .with("why", Brief.of(verdict.why()))
                .build();
    }

    /** Reads the verdicts of what {@link #write} wrote; other fields may stand beside them. */
    public static List<Verdict> read(JsonPlace object) throws BadJson {
        List<Verdict> verdicts = new ArrayList<>();
        for (JsonPlace element : object.field("verdicts").elements(MOST_VERDICTS)) {
            verdicts.add(new Verdict(
                    region(element.field("vantage")),
                    region(element.field("endpoint")),
                    element.field("health").oneOf(Health.values()),
                    instant(element.field("at")),
                    Brief.of(element.field("why").text())));
        }
        return verdicts;
    }

    /** Reads a region's code. */
    public static Region region(JsonPlace place) throws BadJson {
        if (!Region.isCode(place.text())) {
            throw place.expected(Region.ACCEPTED);
        }
        return new Region(place.text());
    }

    private static Instant instant(JsonPlace place) throws BadJson {
        try {
            return Instant.parse(place.text());
        } catch (DateTimeException e) {
            throw place.expected("an instant such as 2026-01-05T10:00:00Z");
        }
    }
}
