package io.regent.lab.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A template as a tree of texts. Functions in their short form are their argument: {@code !Ref Name} is Name. */
final class TemplateTree {
    private final JsonNode root;

    private TemplateTree(JsonNode root) {
        this.root = root;
    }

    static TemplateTree of(String template) {
        return new TemplateTree(json(new Compose(LoadSettings.builder().build())
                .composeString(template)
                .orElseThrow(() -> new AssertionError("an empty template"))));
    }

    /** A section of the template. */
    JsonNode section(String name) {
        return root.path(name);
    }

    /** Calls with the logical id and the properties of each resource of a type. */
    void each(String type, BiConsumer<String, JsonNode> with) {
        for (Map.Entry<String, JsonNode> resource : section("Resources").properties()) {
            if (resource.getValue().path("Type").asText().equals(type)) {
                with.accept(resource.getKey(), resource.getValue().path("Properties"));
            }
        }
    }

    /** The properties of every resource of a type. */
    List<JsonNode> all(String type) {
        List<JsonNode> found = new ArrayList<>();
        each(type, (id, properties) -> found.add(properties));
        return found;
    }

    private static JsonNode json(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                for (NodeTuple field : mapping.getValue()) {
                    object.set(((ScalarNode) field.getKeyNode()).getValue(), json(field.getValueNode()));
                }
                yield object;
            }
            case SequenceNode sequence -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                sequence.getValue().forEach(item -> array.add(json(item)));
                yield array;
            }
            default -> JsonNodeFactory.instance.textNode(((ScalarNode) node).getValue());
        };
    }
}
