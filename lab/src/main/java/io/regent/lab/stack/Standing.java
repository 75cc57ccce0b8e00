package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands of a stack.
 *
 * @param layout of the last deployment that succeeded
 * @param parameters of that deployment
 * @param residents the resources by their logical ids, in the order in which they were made
 */
record Standing(
        Layout layout, Map<String, String> parameters, Map<String, Resident> residents, Map<String, String> outputs) {

    /**
     * A resource that stands.
     *
     * @param compared its properties with dynamic references as text: what the next template is compared with
     * @param properties the same as the provider had them
     */
    record Resident(Layout.Entry entry, JsonNode compared, JsonNode properties, Made made) {
        /** As a provider takes it. */
        Resource resource(StackId stack, String logicalId) {
            return Standing.resource(stack, logicalId, entry, properties);
        }
    }

    /** A resource as a provider takes it: its properties are read once. */
    static Resource resource(StackId stack, String logicalId, Layout.Entry entry, JsonNode properties) {
        return new Resource(stack, logicalId, entry.type(), new Properties(entry.path() + ".Properties", properties));
    }

    /** This, with other resources. */
    Standing with(Map<String, Resident> others) {
        return new Standing(layout, parameters, new LinkedHashMap<>(others), outputs);
    }

    /** What functions find of resources that stand. */
    static Evaluation.References references(Map<String, Resident> residents) {
        return new Evaluation.References() {
            @Override
            public Optional<JsonNode> ref(String logicalId) {
                return made(logicalId).map(made -> TextNode.valueOf(made.ref()));
            }

            @Override
            public Optional<JsonNode> attribute(String logicalId, String attribute) {
                return made(logicalId).map(made -> made.attributes().get(attribute));
            }

            private Optional<Made> made(String logicalId) {
                return Optional.ofNullable(residents.get(logicalId)).map(Resident::made);
            }
        };
    }
}
