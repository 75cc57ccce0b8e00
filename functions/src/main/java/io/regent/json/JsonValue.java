package io.regent.json;

/**
 * One JSON value (RFC 8259). Values are immutable and compare by content; {@code null} is a value of its own
 * ({@link JsonNull}), so that no Java null stands for anything.
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonText, JsonNumber, JsonBool, JsonNull {
    /** What the value is, for error messages: {@code an object}, {@code a number}. */
    default String kind() {
        return switch (this) {
            case JsonObject object -> "an object";
            case JsonArray array -> "an array";
            case JsonText text -> "a text";
            case JsonNumber number -> "a number";
            case JsonBool bool -> "true or false";
            case JsonNull nothing -> "null";
        };
    }
}
