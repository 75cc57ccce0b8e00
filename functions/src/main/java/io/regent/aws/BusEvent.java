package io.regent.aws;

import io.regent.json.JsonObject;

/**
 * An event to put on an EventBridge bus.
 *
 * @param bus the bus's name
 * @param source who says it; names that begin with {@code aws.} are AWS's own
 * @param detailType what kind of event it is
 */
public record BusEvent(String bus, String source, String detailType, JsonObject detail) {
    public BusEvent {
        if (bus.isBlank() || source.isBlank() || detailType.isBlank()) {
            throw new IllegalArgumentException("event on bus '" + bus + "' from '" + source + "' of type '" + detailType
                    + "': expected no blanks");
        }
        if (source.startsWith("aws.")) {
            throw new IllegalArgumentException(
                    "source '" + source + "': expected a name that does not begin with aws.");
        }
    }
}
