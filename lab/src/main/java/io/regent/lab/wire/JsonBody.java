package io.regent.lab.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.TwinError;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The members of a request in JSON, each checked when it is read. Explicit nulls count as missing. */
record JsonBody(JsonNode node) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads a body; an empty one has no members. */
    static JsonBody parse(byte[] body) {
        if (body.length == 0) {
            return new JsonBody(JsonNodeFactory.instance.objectNode());
        }
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new TwinError("SerializationException", 400, e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory could not be read", e);
        }
        if (!node.isObject()) {
            throw new TwinError("SerializationException", 400, "the body is no JSON object");
        }
        return new JsonBody(node);
    }

    /** Refuses members that the twin would not honour. */
    void only(String... names) {
        Set<String> known = Set.of(names);
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!known.contains(name) && node.hasNonNull(name)) {
                throw invalid("the twin does not have " + name);
            }
        }
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    String text(String name) {
        if (!has(name)) {
            throw invalid("1 validation error detected: Value at '" + name
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return textOr(name, "");
    }

    String textOr(String name, String otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = node.get(name);
        if (!value.isTextual()) {
            throw wrongType(name, "a string");
        }
        return value.textValue();
    }

    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        if (!node.get(name).isBoolean()) {
            throw wrongType(name, "a boolean");
        }
        return node.get(name).booleanValue();
    }

    int number(String name, int otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!node.get(name).canConvertToInt() || !node.get(name).isIntegralNumber()) {
            throw wrongType(name, "a whole number");
        }
        return node.get(name).intValue();
    }

    /** Seconds since 1970, as the JSON protocols write timestamps. */
    Optional<Instant> time(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isNumber()) {
            throw wrongType(name, "a timestamp in seconds");
        }
        return Optional.of(Instant.ofEpochMilli(
                node.get(name).decimalValue().movePointRight(3).longValue()));
    }

    Arn arn(String name) {
        try {
            return Arn.parse(text(name));
        } catch (IllegalArgumentException e) {
            throw invalid(name + ": " + e.getMessage());
        }
    }

    JsonBody object(String name) {
        JsonNode value = node.path(name);
        if (!value.isObject()) {
            throw has(name) ? wrongType(name, "an object") : invalid("Member must not be null: '" + name + "'");
        }
        return new JsonBody(value);
    }

    List<JsonBody> objects(String name) {
        List<JsonBody> objects = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            if (!element.isObject()) {
                throw wrongType(name, "a list of objects");
            }
            objects.add(new JsonBody(element));
        }
        return objects;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            if (!element.isTextual()) {
                throw wrongType(name, "a list of strings");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private JsonNode elements(String name) {
        if (!has(name)) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (!node.get(name).isArray()) {
            throw wrongType(name, "a list");
        }
        return node.get(name);
    }

    static TwinError invalid(String message) {
        return new TwinError("ValidationException", 400, message);
    }

    private static TwinError wrongType(String name, String expected) {
        return new TwinError("SerializationException", 400, name + ": expected " + expected);
    }
}
