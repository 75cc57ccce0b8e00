package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts parameters' values in the place of {@code Ref} and {@code Fn::Sub}, and leaves everything else: the official
 * translation does so in a few properties ({@code samtranslator/intrinsics/actions.py}).
 */
final class Inlining {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9.]+|AWS::[A-Z][A-Za-z]*)}");

    private Inlining() {}

    static JsonNode of(JsonNode node, Map<String, String> parameters) {
        if (node instanceof ArrayNode list) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> items.add(of(item, parameters)));
            return items;
        }
        if (!(node instanceof ObjectNode mapping)) {
            return node;
        }
        String ref = mapping.path("Ref").asText();
        if (mapping.size() == 1 && parameters.containsKey(ref)) {
            return TextNode.valueOf(parameters.get(ref));
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : mapping.properties()) {
            JsonNode value = field.getValue();
            fields.set(
                    field.getKey(),
                    field.getKey().equals("Fn::Sub") ? substitution(value, parameters) : of(value, parameters));
        }
        return fields;
    }

    private static JsonNode substitution(JsonNode value, Map<String, String> parameters) {
        if (value instanceof ArrayNode both && both.size() == 2) {
            return JsonNodeFactory.instance
                    .arrayNode()
                    .add(substitution(both.get(0), parameters))
                    .add(of(both.get(1), parameters));
        }
        return TextNode.valueOf(VARIABLE.matcher(value.asText())
                .replaceAll(found -> Matcher.quoteReplacement(parameters.getOrDefault(found.group(1), found.group()))));
    }
}
