package io.regent.lab.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A service that speaks "AWS JSON 1.1" (Smithy): the operation is in {@code X-Amz-Target}, the rest in the body. */
record JsonRpc(String signingName, Map<String, Served> operations) implements WireProtocol {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    /** One operation. */
    @FunctionalInterface
    interface Call {
        ObjectNode answer(WireRequest request, JsonBody body);
    }

    /** What a call of an operation asks IAM for. */
    @FunctionalInterface
    interface Need {
        List<Act> of(WireRequest request, JsonBody body);
    }

    /** An operation, with what it asks IAM for. */
    record Served(Call call, Need need) {}

    JsonRpc {
        operations = Map.copyOf(operations);
    }

    @Override
    public List<Act> acts(WireRequest request) {
        return served(request).need().of(request, JsonBody.parse(request.body()));
    }

    @Override
    public WireAnswer answer(WireRequest request) {
        return written(
                200,
                Map.of("Content-Type", CONTENT_TYPE),
                served(request).call().answer(request, JsonBody.parse(request.body())));
    }

    private Served served(WireRequest request) {
        Served served = operations.get(Operation.of(request));
        if (served == null) {
            throw new TwinError(
                    "UnknownOperationException",
                    400,
                    "the lab has no operation " + Operation.of(request) + " of " + signingName + ", only "
                            + new TreeMap<>(operations).keySet());
        }
        return served;
    }

    /** "AccessDeniedException", which the models of such services list without a status of its own: 400. */
    @Override
    public TwinError denial(String message) {
        return new TwinError("AccessDeniedException", 400, message);
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
