package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * The {@code Globals} of a template: properties that all of its functions or layers have (AWS SAM developer guide,
 * "Globals section of the AWS SAM template"). A resource's own value goes before; mappings are joined, lists follow
 * each other, and the architectures are the resource's own.
 */
final class Globals {
    /** What a function may not have from there. */
    private static final Set<String> OWN = Set.of("Role", "Policies", "FunctionName", "Events");

    private final ObjectNode sections;

    private Globals(ObjectNode sections) {
        this.sections = sections;
    }

    /** Takes the section out of a template. */
    static Globals take(String file, ObjectNode tree) {
        ObjectNode sections = Template.section(file, tree, "Globals");
        tree.remove("Globals");
        for (String section : Template.names(sections)) {
            String path = file + ": Globals." + section;
            if (!section.equals("Function")) {
                throw new Unsupported(path, "expected Function");
            }
            for (String name : new Properties(path, sections.get(section)).names()) {
                if (OWN.contains(name) || !ServerlessFunction.PROPERTIES.contains(name)) {
                    throw new Unsupported(path + "." + name, "a property that the lab does not know here");
                }
            }
        }
        return new Globals(sections);
    }

    /** The properties of a resource, with those that its kind has. */
    ObjectNode merged(String section, ObjectNode resource) {
        JsonNode own = resource.has("Properties") ? resource.get("Properties") : JsonNodeFactory.instance.objectNode();
        JsonNode all = sections.has(section) ? sections.get(section) : JsonNodeFactory.instance.objectNode();
        return (ObjectNode) merge("", all, own);
    }

    private static JsonNode merge(String path, JsonNode all, JsonNode own) {
        if (isMapping(all) && isMapping(own)) {
            ObjectNode merged = all.deepCopy();
            for (Map.Entry<String, JsonNode> field : own.properties()) {
                String name = field.getKey();
                merged.set(
                        name,
                        merged.has(name)
                                ? merge(path + "." + name, merged.get(name), field.getValue())
                                : field.getValue());
            }
            return merged;
        }
        if (all instanceof ArrayNode first && own instanceof ArrayNode second && !path.equals(".Architectures")) {
            return first.deepCopy().addAll(second);
        }
        return own;
    }

    /** A function stands for a value, not for a mapping. */
    private static boolean isMapping(JsonNode node) {
        return node.isObject() && Evaluation.function("", node).isEmpty();
    }
}
