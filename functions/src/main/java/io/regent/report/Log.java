package io.regent.report;

import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The port to the log: one JSON object a line. */
@FunctionalInterface
public interface Log {
    void write(JsonObject line);

    /** How much a line matters, by Lambda's names, so that its own filter works. */
    enum Level {
        INFO,
        WARN,
        ERROR
    }

    /** Writes what happened, and the facts that go with it. */
    default void write(Level level, Instant at, String message, JsonObject facts) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("timestamp", new JsonText(at.toString()));
        fields.put("level", new JsonText(level.name()));
        fields.put("message", new JsonText(message));
        fields.putAll(facts.fields());
        write(new JsonObject(fields));
    }
}
