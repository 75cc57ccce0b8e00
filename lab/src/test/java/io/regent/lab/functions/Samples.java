package io.regent.lab.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The sample events of the repository, moved in time. */
final class Samples {
    private static final Path EVENTS = Path.of("..", "events");
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter OF_ALARM_ACTIONS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

    private Samples() {}

    /** An event as it is, but that it is told at this instant. */
    static String moved(String event, Instant instant) throws IOException {
        return JSON.writeValueAsString(((ObjectNode) JSON.readTree(event)).put("time", instant.toString()));
    }

    /** A sample as it is, in its own form of time, but that what it tells happened at this instant. */
    static String at(String name, Instant instant) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(Files.readString(EVENTS.resolve(name)));
        if (event.has("time")) {
            boolean ofAlarmAction = event.get("time").asText().endsWith("+0000");
            event.put("time", ofAlarmAction ? OF_ALARM_ACTIONS.format(instant) : instant.toString());
        }
        for (JsonNode verdict : event.path("detail").path("verdicts")) {
            ((ObjectNode) verdict)
                    .put("at", instant.minus(Duration.ofMillis(800)).toString());
        }
        return JSON.writeValueAsString(event);
    }
}
