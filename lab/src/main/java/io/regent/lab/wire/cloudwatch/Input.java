package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.TwinError;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A structure of a request, read with as little fuss about types as the three protocols need: a form brings nothing but
 * texts. What is wrong is refused by its path, as in {@code MetricData.member.1.Value}.
 */
final class Input {
    private static final double LATEST_SECOND = 253_402_300_799.0;

    private final ObjectNode node;
    private final String path;

    private Input(ObjectNode node, String path) {
        this.node = node;
        this.path = path;
    }

    static Input of(ObjectNode parameters) {
        return new Input(parameters, "");
    }

    /** Refuses parameters that the twin does not know by their names, rather than acting as if they were not there. */
    Input allowing(String... names) {
        Set<String> known = Set.of(names);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && has(name)) {
                throw new TwinError(
                        "InvalidParameterCombination",
                        400,
                        "The twin of CloudWatch does not have the parameter " + path + name + ".");
            }
        });
        return this;
    }

    String path(String name) {
        return path + name;
    }

    boolean has(String name) {
        JsonNode value = node.path(name);
        return !value.isMissingNode() && !value.isNull();
    }

    /** A text; empty when it is missing. */
    String text(String name) {
        if (!has(name)) {
            return "";
        }
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw Faulty.invalid(path + name, value.toString(), "a text");
        }
        return value.textValue();
    }

    String requiredText(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw Faulty.missing(path + name);
        }
        return text;
    }

    double requiredNumber(String name) {
        if (!has(name)) {
            throw Faulty.missing(path + name);
        }
        return number(node.path(name), path + name);
    }

    int requiredInt(String name) {
        double number = requiredNumber(name);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw Faulty.invalid(path + name, Double.toString(number), "a whole number");
        }
        return (int) number;
    }

    int intOr(String name, int otherwise) {
        return has(name) ? requiredInt(name) : otherwise;
    }

    boolean booleanOr(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        return switch (node.path(name).asText()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Faulty.invalid(path + name, node.path(name).asText(), "true or false");
        };
    }

    Instant requiredInstant(String name) {
        if (!has(name)) {
            throw Faulty.missing(path + name);
        }
        JsonNode value = node.path(name);
        if (value.isNumber() && Math.abs(value.doubleValue()) <= LATEST_SECOND) {
            return Instant.ofEpochMilli(Math.round(value.doubleValue() * 1000));
        }
        try {
            return Instant.parse(value.asText());
        } catch (DateTimeException unreadable) {
            throw Faulty.invalid(path + name, value.asText(), "epoch seconds, or a time such as 2026-01-01T12:00:00Z");
        }
    }

    Instant instantOr(String name, Instant otherwise) {
        return has(name) ? requiredInstant(name) : otherwise;
    }

    /** A structure; without any fields when it is missing. */
    Input structure(String name) {
        return has(name) ? structure(node.path(name), path + name) : new Input(node.objectNode(), path + name + ".");
    }

    List<Input> structures(String name) {
        return list(name, Input::structure);
    }

    List<String> texts(String name) {
        return list(name, (element, where) -> {
            if (!element.isTextual()) {
                throw Faulty.invalid(where, element.toString(), "a text");
            }
            return element.textValue();
        });
    }

    List<Double> numbers(String name) {
        return list(name, Input::number);
    }

    private <T> List<T> list(String name, BiFunction<JsonNode, String, T> read) {
        JsonNode value = node.path(name);
        // A form writes an empty list as an empty text.
        boolean empty = value.isTextual() && value.textValue().isEmpty();
        if (empty || !has(name)) {
            return List.of();
        }
        if (!(value instanceof ArrayNode array)) {
            throw Faulty.invalid(path + name, value.toString(), "a list");
        }
        List<T> result = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            result.add(read.apply(array.get(i), path + name + ".member." + (i + 1)));
        }
        return result;
    }

    private static Input structure(JsonNode element, String where) {
        if (!(element instanceof ObjectNode object)) {
            throw Faulty.invalid(where, element.toString(), "a structure");
        }
        return new Input(object, where + ".");
    }

    private static double number(JsonNode value, String where) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return Double.parseDouble(value.asText());
        } catch (NumberFormatException unreadable) {
            throw Faulty.invalid(where, value.asText(), "a number");
        }
    }
}
