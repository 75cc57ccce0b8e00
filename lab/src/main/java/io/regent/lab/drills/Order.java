package io.regent.lab.drills;

import io.regent.drill.Action;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A request for a drill as somebody wrote it, with the function that takes it. What is wrong in it, that one says. */
public record Order(JsonObject request) {
    /** Takes what changes nothing. */
    public static final String LOOK = "regent-look:live";

    /** Takes every action. */
    public static final String DRILL = "regent-drill:live";

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read
     * @throws BadJson when it is no JSON object, saying where
     */
    public static Order read(Path file) throws IOException, BadJson {
        return new Order(Json.read(Files.readAllBytes(file)).object());
    }

    /**
     * Reads a text.
     *
     * @throws BadJson when it is no JSON object, saying where
     */
    public static Order of(String text) throws BadJson {
        return new Order(Json.read(text).object());
    }

    /** The same request with a field given, or given otherwise. */
    public Order with(String field, String value) {
        Map<String, JsonValue> fields = new LinkedHashMap<>(request.fields());
        fields.put(field, new JsonText(value));
        return new Order(new JsonObject(fields));
    }

    /** What is asked for; empty where the request names no action that there is. */
    public Optional<Action> action() {
        try {
            return JsonPlace.top(request).find("action").flatMap(Order::named);
        } catch (BadJson e) {
            throw new IllegalStateException("a field that is there or is not", e);
        }
    }

    private static Optional<Action> named(JsonPlace place) {
        return Stream.of(Action.values())
                .filter(action -> place.value().equals(new JsonText(action.label())))
                .findFirst();
    }

    /** The function that takes it; an action that nobody knows goes to the one that can do no harm. */
    public String function() {
        return action().filter(Action::acts).map(acting -> DRILL).orElse(LOOK);
    }
}
