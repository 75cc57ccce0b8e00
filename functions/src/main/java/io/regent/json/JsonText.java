package io.regent.json;

import java.util.Objects;

/** A string. */
public record JsonText(String value) implements JsonValue {
    public JsonText {
        Objects.requireNonNull(value);
    }
}
