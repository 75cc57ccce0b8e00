package io.regent.lab.twin.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What a rule hands its target. */
public sealed interface TargetInput {
    /** The event as it is. */
    record Event() implements TargetInput {}

    /**
     * The same document every time.
     *
     * @param json a JSON document
     */
    record Constant(String json) implements TargetInput {}

    /**
     * A text with places for what stands in the event ("Amazon EventBridge input transformation").
     *
     * @param paths from a place's name to a path such as {@code $.detail.service}
     * @param template the text, with {@code <name>} for each place
     */
    record Transformed(Map<String, String> paths, String template) implements TargetInput {
        public Transformed {
            paths = Map.copyOf(paths);
        }
    }

    /** What the target gets of an event. A path that leads nowhere gives nothing in a text. */
    default String of(JsonNode event) {
        return switch (this) {
            case Event whole -> event.toString();
            case Constant constant -> constant.json();
            case Transformed transformed -> {
                String text = transformed.template();
                for (Map.Entry<String, String> place : transformed.paths().entrySet()) {
                    String pointer = place.getValue().substring(1).replace('.', '/');
                    JsonNode found = event.at(pointer);
                    String value = found.isValueNode() ? found.asText() : found.toString();
                    text = text.replace("<" + place.getKey() + ">", value);
                }
                yield text;
            }
        };
    }
}
