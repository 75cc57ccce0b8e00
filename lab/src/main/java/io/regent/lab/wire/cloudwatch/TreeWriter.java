package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Writes an answer's tree as JSON or CBOR, whichever the generator makes. */
final class TreeWriter {
    /** How a protocol writes an instant. */
    @FunctionalInterface
    interface InstantWriter<G extends JsonGenerator> {
        void write(G out, Instant instant) throws IOException;
    }

    private TreeWriter() {}

    static <G extends JsonGenerator> void write(G out, JsonNode node, InstantWriter<G> instants) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject(node, node.size());
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    out.writeFieldName(field.getKey());
                    write(out, field.getValue(), instants);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray(node, node.size());
                for (JsonNode element : node) {
                    write(out, element, instants);
                }
                out.writeEndArray();
            }
            case POJO -> instants.write(out, (Instant) ((POJONode) node).getPojo());
            case STRING -> out.writeString(node.textValue());
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NUMBER -> {
                if (node.isIntegralNumber()) {
                    out.writeNumber(node.longValue());
                } else {
                    out.writeNumber(node.doubleValue());
                }
            }
            case NULL, MISSING, BINARY -> throw new IllegalStateException("no answer has a " + node.getNodeType());
        }
    }
}
