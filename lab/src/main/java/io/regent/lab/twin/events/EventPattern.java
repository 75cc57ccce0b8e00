package io.regent.lab.twin.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.lab.twin.TwinError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event pattern ("Creating Amazon EventBridge event patterns" and "Comparison operators for use in event patterns"
 * in the EventBridge User Guide). Every field that the pattern names has to match; the values of a list are
 * alternatives, and so are the values of a list in the event.
 */
final class EventPattern {
    private sealed interface Part {
        record Fields(Map<String, Part> byName, List<List<Part>> anyOf) implements Part {
            public Fields {
                byName = Map.copyOf(byName);
                anyOf = List.copyOf(anyOf);
            }
        }

        record Values(List<ValueMatcher> anyOf) implements Part {
            public Values {
                anyOf = List.copyOf(anyOf);
            }
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** "Event pattern size: 2048 characters, up to 4096 on request"; the API model takes 4096. */
    private static final int MOST_CHARACTERS = 4096;

    private final Part.Fields fields;

    private EventPattern(Part.Fields fields) {
        this.fields = fields;
    }

    /**
     * Reads a pattern.
     *
     * @throws TwinError InvalidEventPatternException
     */
    static EventPattern parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw invalid("longer than " + MOST_CHARACTERS + " characters");
        }
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw invalid(e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw invalid("Filter is not an object");
        }
        return new EventPattern(fields(root));
    }

    static TwinError invalid(String reason) {
        return new TwinError("InvalidEventPatternException", 400, "Event pattern is not valid. Reason: " + reason);
    }

    private static Part.Fields fields(JsonNode node) {
        if (node.isEmpty()) {
            throw invalid("Empty objects are not allowed");
        }
        Map<String, Part> byName = new LinkedHashMap<>();
        List<List<Part>> anyOf = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue();
            if (field.getKey().equals("$or")) {
                anyOf.add(alternatives(value));
            } else if (value.isObject()) {
                byName.put(field.getKey(), fields(value));
            } else if (value.isArray()) {
                byName.put(field.getKey(), values(field.getKey(), value));
            } else {
                throw invalid("\"" + field.getKey() + "\" must be an object or an array");
            }
        }
        return new Part.Fields(byName, anyOf);
    }

    private static List<Part> alternatives(JsonNode value) {
        if (!value.isArray() || value.size() < 2) {
            throw invalid("\"$or\" must be an array of two objects or more");
        }
        List<Part> alternatives = new ArrayList<>();
        for (JsonNode alternative : value) {
            if (!alternative.isObject()) {
                throw invalid("\"$or\" must be an array of two objects or more");
            }
            alternatives.add(fields(alternative));
        }
        return List.copyOf(alternatives);
    }

    private static Part values(String name, JsonNode array) {
        if (array.isEmpty()) {
            throw invalid("Empty arrays are not allowed: \"" + name + "\"");
        }
        List<ValueMatcher> matchers = new ArrayList<>();
        for (JsonNode value : array) {
            matchers.add(ValueMatcher.parse(value));
        }
        return new Part.Values(matchers);
    }

    /** Whether an event, in its envelope, is meant. */
    boolean matches(JsonNode event) {
        return matches(fields, Optional.of(event));
    }

    private static boolean matches(Part part, Optional<JsonNode> found) {
        return switch (part) {
            case Part.Values values -> valuesMatch(values, found);
            case Part.Fields wanted -> {
                if (found.isPresent() && found.get().isArray()) {
                    yield anyElement(wanted, found.get());
                }
                // A field that is missing everywhere may still be what `exists: false` asks for.
                yield wanted.byName().entrySet().stream()
                                .allMatch(field ->
                                        matches(field.getValue(), found.flatMap(in -> child(in, field.getKey()))))
                        && wanted.anyOf().stream()
                                .allMatch(any -> any.stream().anyMatch(alternative -> matches(alternative, found)));
            }
        };
    }

    private static boolean anyElement(Part.Fields wanted, JsonNode array) {
        for (JsonNode element : array) {
            if (element.isObject() && matches(wanted, Optional.of(element))) {
                return true;
            }
        }
        return false;
    }

    private static Optional<JsonNode> child(JsonNode in, String name) {
        return Optional.ofNullable(in.get(name));
    }

    private static boolean valuesMatch(Part.Values wanted, Optional<JsonNode> found) {
        List<JsonNode> leaves = new ArrayList<>();
        found.ifPresent(node -> {
            if (node.isArray()) {
                node.forEach(leaves::add);
            } else {
                leaves.add(node);
            }
        });
        leaves.removeIf(JsonNode::isContainerNode);
        return wanted.anyOf().stream().anyMatch(matcher -> matcher.matchesAny(leaves));
    }
}
