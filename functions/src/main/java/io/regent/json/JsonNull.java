package io.regent.json;

/** {@code null}. */
public record JsonNull() implements JsonValue {}
