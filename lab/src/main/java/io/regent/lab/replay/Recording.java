package io.regent.lab.replay;

import io.regent.document.FleetDocument;
import io.regent.document.Problem;
import io.regent.document.Reading;
import io.regent.document.RequestDocument;
import io.regent.document.RequestReading;
import io.regent.drill.Request;
import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.json.JsonValue;
import io.regent.replay.Past;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file that can be replayed: {@code {"fleet": the fleet's document, "minute": how many seconds a minute of the
 * schedules lasted, "replay": a request as the functions take it, with the verdicts, "told": [{"endpoint", "at",
 * "serve"}]}}. {@code told} is what routing control was told in each minute; without it nothing is known of what did
 * happen.
 *
 * @param request without its verdicts, which are {@code held}
 */
public record Recording(Service service, Request.Replay request, Past.Held.Read held, Past.Told.Read told) {
    private static final Set<String> FIELDS = Set.of("fleet", "minute", "replay", "told");

    /** What came of reading a file. */
    public sealed interface Outcome {
        /** It is sound in every field. */
        record Read(Recording recording) implements Outcome {}

        /**
         * It is not used at all.
         *
         * @param problems all that were found, each naming the field and what is accepted
         */
        record Damaged(List<String> problems) implements Outcome {
            public Damaged {
                problems = List.copyOf(problems);
            }
        }
    }

    /** How long a minute of the schedules lasted. */
    public Duration minute() {
        return told.holds();
    }

    /** Reads a file; whatever it holds, the answer is a recording or everything that is wrong with it. */
    public static Outcome read(byte[] file) {
        try {
            return new Draft(Json.read(file)).outcome();
        } catch (BadJson e) {
            return new Outcome.Damaged(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** A file while it is read. */
    private static final class Draft {
        private final JsonPlace top;
        private final List<String> problems = new ArrayList<>();

        Draft(JsonPlace top) {
            this.top = top;
        }

        Outcome outcome() throws BadJson {
            for (String field : top.fields().keySet()) {
                if (!FIELDS.contains(field)) {
                    problems.add(field + ": unknown field, expected one of fleet, minute, replay, told");
                }
            }
            Duration minute = Duration.ofSeconds(top.find("minute").isPresent() ? minute() : 60);
            Optional<Fleet> fleet = field("fleet").flatMap(this::fleet);
            Optional<JsonValue> replay = field("replay");
            SortedMap<Region, SortedMap<Instant, Boolean>> told = told();
            Optional<Request.Asked> asked =
                    fleet.isPresent() ? replay.flatMap(request -> asked(request, fleet.get())) : Optional.empty();
            if (!problems.isEmpty() || asked.isEmpty()) {
                return new Outcome.Damaged(problems);
            }
            return asked.get().request() instanceof Request.Replay request
                    ? new Outcome.Read(new Recording(
                            asked.get().service(),
                            new Request.Replay(request.from(), request.until(), request.settings(), List.of()),
                            new Past.Held.Read(request.verdicts(), "as they stand in the file"),
                            new Past.Told.Read(told, minute)))
                    : new Outcome.Damaged(List.of("replay.action: expected replay"));
        }

        private Optional<JsonValue> field(String name) throws BadJson {
            Optional<JsonPlace> place = top.find(name);
            if (place.isEmpty()) {
                problems.add(name + ": missing");
            }
            return place.map(JsonPlace::value);
        }

        private long minute() {
            try {
                return top.field("minute").whole(1, 60);
            } catch (BadJson e) {
                problems.add(String.valueOf(e.getMessage()));
                return 60;
            }
        }

        private Optional<Fleet> fleet(JsonValue document) {
            return switch (FleetDocument.read(Json.write(document))) {
                case Reading.Read read -> Optional.of(read.fleet());
                case Reading.Refused refused -> {
                    refused.problems().forEach(problem -> problems.add(inside("fleet", problem)));
                    yield Optional.empty();
                }
            };
        }

        private Optional<Request.Asked> asked(JsonValue document, Fleet fleet) {
            return switch (RequestDocument.read(document, fleet, "recording")) {
                case RequestReading.Read read -> Optional.of(read.asked());
                case RequestReading.Refused refused -> {
                    refused.problems().forEach(problem -> problems.add(inside("replay", problem)));
                    yield Optional.empty();
                }
            };
        }

        private static String inside(String field, Problem problem) {
            return problem.path().startsWith("(")
                    ? field + ": " + problem.message()
                    : field + "." + problem.path() + ": " + problem.message();
        }

        private SortedMap<Region, SortedMap<Instant, Boolean>> told() throws BadJson {
            SortedMap<Region, SortedMap<Instant, Boolean>> told = new TreeMap<>();
            if (top.find("told").isPresent()) {
                try {
                    for (JsonPlace one : top.field("told").elements()) {
                        told(one, told);
                    }
                } catch (BadJson e) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            }
            return told;
        }

        private void told(JsonPlace one, SortedMap<Region, SortedMap<Instant, Boolean>> told) {
            try {
                String endpoint = one.field("endpoint").text();
                if (!Region.isCode(endpoint)) {
                    throw one.field("endpoint").expected(Region.ACCEPTED);
                }
                told.computeIfAbsent(new Region(endpoint), any -> new TreeMap<>())
                        .put(instant(one.field("at")), one.field("serve").bool());
            } catch (BadJson e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }

        private static Instant instant(JsonPlace place) throws BadJson {
            try {
                return Instant.parse(place.text());
            } catch (DateTimeException e) {
                throw place.expected("a time such as 2026-01-05T10:00:00Z");
            }
        }
    }
}
