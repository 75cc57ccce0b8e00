package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the resources are called that a serverless one became, and who refers to it by its old name. */
final class Names {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9.]+)}");

    /** A layer's new name by its old one, and a version's or an alias's by {@code Function.Version} and the like. */
    private final Map<String, String> names = new HashMap<>();

    void add(String old, String name) {
        names.put(old, name);
    }

    /** A template in which every reference says the new name. */
    ObjectNode renamed(ObjectNode tree) {
        return (ObjectNode) walk(tree);
    }

    private JsonNode walk(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> items.add(walk(item)));
            return items;
        }
        if (!(node instanceof ObjectNode mapping)) {
            return node;
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : mapping.properties()) {
            JsonNode value = field.getValue();
            fields.set(
                    field.getKey(),
                    switch (field.getKey()) {
                        case "Ref" -> value.isTextual() ? TextNode.valueOf(whole(value.asText())) : value;
                        case "DependsOn" -> dependsOn(value);
                        case "Fn::GetAtt" -> attribute(value);
                        case "Fn::Sub" -> substitution(value);
                        default -> walk(value);
                    });
        }
        return fields;
    }

    private JsonNode dependsOn(JsonNode value) {
        if (value instanceof ArrayNode list) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> items.add(dependsOn(item)));
            return items;
        }
        return value.isTextual() && names.containsKey(value.asText())
                ? TextNode.valueOf(names.get(value.asText()))
                : walk(value);
    }

    private JsonNode attribute(JsonNode value) {
        if (!value.isArray() || value.size() != 2) {
            return value;
        }
        String[] parts =
                start(value.get(0).asText() + "." + value.get(1).asText()).split("\\.", 2);
        return JsonNodeFactory.instance.arrayNode().add(parts[0]).add(parts[1]);
    }

    private JsonNode substitution(JsonNode value) {
        if (value instanceof ArrayNode both && both.size() == 2) {
            return JsonNodeFactory.instance
                    .arrayNode()
                    .add(substitution(both.get(0)))
                    .add(walk(both.get(1)));
        }
        if (!value.isTextual()) {
            return value;
        }
        return TextNode.valueOf(VARIABLE.matcher(value.asText())
                .replaceAll(found -> Matcher.quoteReplacement("${" + start(found.group(1)) + "}")));
    }

    private String whole(String name) {
        return names.getOrDefault(name, name);
    }

    /** A reference whose first part, or first two parts, say a resource. */
    private String start(String reference) {
        return names.keySet().stream()
                .filter(old -> reference.equals(old) || reference.startsWith(old + "."))
                .findFirst()
                .map(old -> names.get(old) + reference.substring(old.length()))
                .orElse(reference);
    }
}
