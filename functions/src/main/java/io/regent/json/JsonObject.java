package io.regent.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An object. Its fields keep the order in which they were read or added; equality does not look at the order. */
public record JsonObject(Map<String, JsonValue> fields) implements JsonValue {
    public JsonObject {
        // Map.copyOf would lose the order, and with it the diffable form of what is logged.
        var copy = new LinkedHashMap<>(fields);
        if (copy.containsKey(null) || copy.containsValue(null)) {
            throw new IllegalArgumentException("a JSON object has no Java nulls: use JsonNull");
        }
        fields = Collections.unmodifiableMap(copy);
    }

    /** The field's value, {@link JsonNull} included; empty when there is no such field. */
    public Optional<JsonValue> get(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Gathers fields in order. A name given twice is refused, as it is when reading. */
    public static final class Builder {
        private final Map<String, JsonValue> fields = new LinkedHashMap<>();

        private Builder() {}

        public Builder with(String name, JsonValue value) {
            if (fields.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("field '" + name + "' is given twice");
            }
            return this;
        }

        public Builder with(String name, String text) {
            return with(name, new JsonText(text));
        }

        public Builder with(String name, long number) {
            return with(name, JsonNumber.of(number));
        }

        public Builder with(String name, boolean bool) {
            return with(name, new JsonBool(bool));
        }

        public JsonObject build() {
            return new JsonObject(fields);
        }
    }
}
