package io.regent.lab.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A fleet document on one line. It says what the document says, field by field: nothing is added, and what was left out
 * is left to the defaults of whoever reads it.
 */
final class CompactJson {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d*)");

    private CompactJson() {}

    /** @param document one that the fleet document's own reader takes */
    static String of(String document) {
        return new Compose(LoadSettings.builder().build())
                .composeString(document)
                .map(CompactJson::json)
                .orElseThrow(() -> new IllegalArgumentException("document: expected one that was read already"))
                .toString();
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
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalArgumentException("a node of an unknown kind: " + node.getNodeType());
        };
    }

    /** Numbers and flags stand without quotes; every other text has them, a decimal number too. */
    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() == ScalarStyle.PLAIN) {
            if (WHOLE.matcher(text).matches()) {
                return JsonNodeFactory.instance.numberNode(new BigInteger(text));
            }
            if (text.equals("true") || text.equals("false")) {
                return JsonNodeFactory.instance.booleanNode(text.equals("true"));
            }
        }
        return JsonNodeFactory.instance.textNode(text);
    }
}
