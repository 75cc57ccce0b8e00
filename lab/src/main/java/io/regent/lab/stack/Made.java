package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a resource.
 *
 * @param ref what {@code Ref} gives: the physical id
 * @param attributes what {@code Fn::GetAtt} gives, by the attribute's whole name, such as {@code Arn} or
 *     {@code Endpoint.Address}
 */
public record Made(String ref, Map<String, JsonNode> attributes) {
    public Made {
        attributes = Map.copyOf(attributes);
    }

    /** A resource without attributes. */
    public static Made of(String ref) {
        return new Made(ref, Map.of());
    }

    /** This, with one attribute more. */
    public Made with(String attribute, String value) {
        return with(attribute, TextNode.valueOf(value));
    }

    /** This, with one attribute more. */
    public Made with(String attribute, JsonNode value) {
        Map<String, JsonNode> more = new TreeMap<>(attributes);
        more.put(attribute, value);
        return new Made(ref, more);
    }
}
