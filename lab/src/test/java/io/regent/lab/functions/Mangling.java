package io.regent.lab.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers as no service gives them: a good one with one thing left out, or something else in its place. Each kind of
 * thing is mangled where it stands first.
 */
final class Mangling {
    private static final Pattern TAG = Pattern.compile("<(/?)(\\w+)[^>]*?(/?)>");
    private static final List<String> OTHER_TEXTS = List.of("", "nonsense", "-1", "9999999999");
    private static final List<JsonNode> OTHER_NODES = List.of(
            JsonNodeFactory.instance.nullNode(),
            JsonNodeFactory.instance.textNode("nonsense"),
            JsonNodeFactory.instance.numberNode(-1),
            JsonNodeFactory.instance.arrayNode(),
            JsonNodeFactory.instance.arrayNode().addNull(),
            JsonNodeFactory.instance.objectNode());

    private Mangling() {}

    /** All of them, each with what was done. */
    static Map<String, byte[]> of(byte[] body) throws IOException {
        if (body.length > 0 && body[0] == '<') {
            return xml(new String(body, StandardCharsets.UTF_8));
        }
        return body.length > 0 && body[0] == '{' ? tree(new JsonMapper(), body) : tree(new CBORMapper(), body);
    }

    private record Open(String path, int tagFrom, int from) {}

    private static Map<String, byte[]> xml(String document) {
        Map<String, byte[]> mangled = new LinkedHashMap<>();
        Deque<Open> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(document);
        while (tag.find()) {
            if (!tag.group(1).isEmpty()) {
                Open element = open.pop();
                String before = document.substring(0, element.tagFrom());
                String after = document.substring(tag.end());
                mangled.putIfAbsent("no " + element.path(), bytes(before + after));
                for (String other : OTHER_TEXTS) {
                    mangled.putIfAbsent(
                            element.path() + " is '" + other + "'",
                            bytes(document.substring(0, element.from()) + other + document.substring(tag.start())));
                }
            } else if (tag.group(3).isEmpty()) {
                String above = open.isEmpty() ? "" : open.element().path() + "/";
                open.push(new Open(above + tag.group(2), tag.start(), tag.end()));
            }
        }
        return mangled;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> tree(ObjectMapper mapper, byte[] body) throws IOException {
        Map<String, UnaryOperator<JsonNode>> changes = new LinkedHashMap<>();
        changes(mapper.readTree(body), "", List.of(), changes);
        Map<String, byte[]> mangled = new LinkedHashMap<>();
        for (Map.Entry<String, UnaryOperator<JsonNode>> change : changes.entrySet()) {
            JsonNode whole = mapper.readTree(body);
            mangled.put(
                    change.getKey(), mapper.writeValueAsBytes(change.getValue().apply(whole)));
        }
        return mangled;
    }

    private static void changes(
            JsonNode node, String path, List<Object> steps, Map<String, UnaryOperator<JsonNode>> changes) {
        if (!steps.isEmpty()) {
            changes.putIfAbsent("no " + path, whole -> without(whole, steps));
        }
        for (JsonNode other : OTHER_NODES) {
            changes.putIfAbsent(path + " is " + other, whole -> with(whole, steps, other));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            changes(field.getValue(), path + "/" + field.getKey(), plus(steps, field.getKey()), changes);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            changes(node.get(i), path + "[]", plus(steps, i), changes);
        }
    }

    private static List<Object> plus(List<Object> steps, Object step) {
        List<Object> more = new ArrayList<>(steps);
        more.add(step);
        return more;
    }

    private static JsonNode above(JsonNode whole, List<Object> steps) {
        JsonNode node = whole;
        for (Object step : steps.subList(0, steps.size() - 1)) {
            node = step instanceof Integer index ? node.get(index) : node.get((String) step);
        }
        return node;
    }

    private static JsonNode without(JsonNode whole, List<Object> steps) {
        JsonNode above = above(whole, steps);
        if (steps.getLast() instanceof Integer index) {
            ((ArrayNode) above).remove(index);
        } else {
            ((ObjectNode) above).remove((String) steps.getLast());
        }
        return whole;
    }

    private static JsonNode with(JsonNode whole, List<Object> steps, JsonNode other) {
        if (steps.isEmpty()) {
            return other;
        }
        JsonNode above = above(whole, steps);
        if (steps.getLast() instanceof Integer index) {
            ((ArrayNode) above).set(index, other);
        } else {
            ((ObjectNode) above).set((String) steps.getLast(), other);
        }
        return whole;
    }
}
