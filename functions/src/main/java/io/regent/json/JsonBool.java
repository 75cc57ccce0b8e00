package io.regent.json;

/** {@code true} or {@code false}. */
public record JsonBool(boolean value) implements JsonValue {}
