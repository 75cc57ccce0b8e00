package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.regent.fleet.Region;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the values of a region's parameters where properties say {@code {{resolve:ssm:name}}} (CloudFormation's user
 * guide, "Get values stored in other services using dynamic references"). That page lists the few resources whose
 * properties take {@code ssm-secure}; none of them is one of the lab's, so it is refused.
 */
final class DynamicReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:([^:}]*):([^}]*)}}");

    private final Region region;
    private final ParameterLookup lookup;

    DynamicReferences(Region region, ParameterLookup lookup) {
        this.region = region;
        this.lookup = lookup;
    }

    JsonNode resolve(String path, JsonNode node) {
        return switch (node) {
            case ArrayNode list -> {
                ArrayNode items = JsonNodeFactory.instance.arrayNode();
                for (int i = 0; i < list.size(); i++) {
                    items.add(resolve(path + "[" + i + "]", list.get(i)));
                }
                yield items;
            }
            case ObjectNode mapping -> {
                ObjectNode fields = JsonNodeFactory.instance.objectNode();
                Template.names(mapping)
                        .forEach(name -> fields.set(name, resolve(path + "." + name, mapping.get(name))));
                yield fields;
            }
            case TextNode text -> TextNode.valueOf(text(path, text.asText()));
            default -> node;
        };
    }

    private String text(String path, String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        value(path, reference.group(), reference.group(1), reference.group(2))));
    }

    private String value(String path, String reference, String store, String name) {
        if (!store.equals("ssm")) {
            throw new Unsupported(path, reference + ": expected {{resolve:ssm:NAME}}, which takes no secrets");
        }
        if (!name.matches("[a-zA-Z0-9_.\\-/]+")) {
            throw new Unsupported(path, reference + ": expected a parameter's name without a version");
        }
        return lookup.find(region, name)
                .orElseThrow(() -> new Unsupported(
                        path, reference + ": the parameter store of " + region + " has no such parameter"));
    }
}
