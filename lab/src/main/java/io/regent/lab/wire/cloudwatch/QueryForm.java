package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.TwinError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A form's flat names, such as {@code MetricData.member.1.Value}, as a tree of structures and lists. */
final class QueryForm {
    private static final int DEEPEST = 16;
    private static final Pattern INDEX = Pattern.compile("[1-9]\\d{0,5}");

    private QueryForm() {}

    static ObjectNode decode(Map<String, List<String>> query, String form) {
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        query.forEach((name, values) -> {
            // A presigned URL's signature is none of the operation's parameters.
            if (!name.startsWith("X-Amz-") && !values.isEmpty()) {
                put(flat, name, values.getFirst());
            }
        });
        for (String pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                put(
                        flat,
                        unescape(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : unescape(pair.substring(equals + 1)));
            }
        }
        return (ObjectNode) lists(flat);
    }

    private static String unescape(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw malformed(text);
        }
    }

    private static void put(ObjectNode root, String name, String value) {
        String[] steps = name.split("\\.", -1);
        if (steps.length > DEEPEST) {
            throw malformed(name);
        }
        ObjectNode at = root;
        for (int i = 0; i < steps.length - 1; i++) {
            JsonNode next = at.path(steps[i]);
            if (next.isMissingNode()) {
                at = at.putObject(steps[i]);
            } else if (next instanceof ObjectNode object) {
                at = object;
            } else {
                throw malformed(name);
            }
        }
        String last = steps[steps.length - 1];
        if (at.has(last)) {
            throw malformed(name);
        }
        at.put(last, value);
    }

    /** Makes a list of every structure that has nothing but {@code member}s. */
    private static JsonNode lists(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (object.size() == 1 && object.path("member") instanceof ObjectNode members) {
            SortedMap<Integer, JsonNode> sorted = new TreeMap<>();
            members.properties().forEach(member -> {
                if (!INDEX.matcher(member.getKey()).matches()) {
                    throw malformed("member." + member.getKey());
                }
                sorted.put(Integer.parseInt(member.getKey()), lists(member.getValue()));
            });
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            sorted.values().forEach(list::add);
            return list;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> result.set(field.getKey(), lists(field.getValue())));
        return result;
    }

    private static TwinError malformed(String name) {
        return new TwinError(
                "MalformedQueryString", 404, "The query string contains a syntax error at '" + name + "'.");
    }
}
