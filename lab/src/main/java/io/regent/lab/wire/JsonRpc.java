package io.regent.lab.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.TwinError;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A service that speaks "AWS JSON 1.1" (Smithy): the operation is in {@code X-Amz-Target}, the rest in the body. */
record JsonRpc(String signingName, Map<String, Call> operations) implements WireProtocol {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    /** One operation. */
    @FunctionalInterface
    interface Call {
        ObjectNode answer(WireRequest request, JsonBody body);
    }

    JsonRpc {
        operations = Map.copyOf(operations);
    }

    @Override
    public WireAnswer answer(WireRequest request) {
        Call call = operations.get(Operation.of(request));
        if (call == null) {
            throw new TwinError(
                    "UnknownOperationException",
                    400,
                    "the lab has no operation " + Operation.of(request) + " of " + signingName + ", only "
                            + new TreeMap<>(operations).keySet());
        }
        return written(200, Map.of("Content-Type", CONTENT_TYPE), call.answer(request, JsonBody.parse(request.body())));
    }

    @Override
    public WireAnswer refuse(WireRequest request, TwinError error) {
        ObjectNode body = object().put("__type", error.code()).put("message", error.message());
        return written(error.status(), Map.of("Content-Type", CONTENT_TYPE, "x-amzn-ErrorType", error.code()), body);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static WireAnswer written(int status, Map<String, String> headers, ObjectNode body) {
        return new WireAnswer(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
