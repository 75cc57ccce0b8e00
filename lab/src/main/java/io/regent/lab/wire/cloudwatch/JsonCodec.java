package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.TwinError;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** AWS JSON 1.0, which the {@code aws} command line speaks. */
final class JsonCodec implements Codec {
    private static final String TYPE = "application/x-amz-json-1.0";
    private static final String TARGET = "x-amz-target";
    private static final String PREFIX = "GraniteServiceVersion20100801.";
    /** Where the API model lives; it stands before the names of error shapes. */
    private static final String NAMESPACE = "com.amazonaws.cloudwatch#";

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public boolean speaks(WireRequest request) {
        return request.header(TARGET).startsWith(PREFIX);
    }

    @Override
    public Call decode(WireRequest request, byte[] body) {
        String operation = request.header(TARGET).substring(PREFIX.length());
        try {
            JsonNode tree = body.length == 0 ? JsonNodeFactory.instance.objectNode() : mapper.readTree(body);
            if (tree instanceof ObjectNode parameters) {
                return new Call(operation, parameters);
            }
            throw Faulty.unreadable("a JSON object", new IOException("it is a " + tree.getNodeType()));
        } catch (IOException notJson) {
            throw Faulty.unreadable("a JSON object", notJson);
        }
    }

    @Override
    public WireAnswer encode(String operation, ObjectNode result) {
        return answer(200, Map.of("content-type", TYPE), result);
    }

    @Override
    public WireAnswer encode(TwinError error) {
        Map<String, String> headers = Map.of("content-type", TYPE, "x-amzn-query-error", Faulty.queryError(error));
        return answer(error.status(), headers, errorBody(error));
    }

    /** An error as the newer protocols write it: by its shape, with the model's namespace. */
    static ObjectNode errorBody(TwinError error) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("__type", NAMESPACE + Faulty.shape(error.code()))
                .put("message", error.message());
    }

    private WireAnswer answer(int status, Map<String, String> headers, ObjectNode tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = mapper.getFactory().createGenerator(bytes)) {
            TreeWriter.write(out, tree, JsonCodec::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WireAnswer(status, headers, bytes.toByteArray());
    }

    private static void write(JsonGenerator out, Instant instant) throws IOException {
        out.writeNumber(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }
}
