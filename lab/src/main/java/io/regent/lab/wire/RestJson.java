package io.regent.lab.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.TwinError;
import java.util.List;
import java.util.Map;

/** What the services that speak "AWS restJson1" (Smithy) have in common. */
final class RestJson {
    private RestJson() {}

    static WireAnswer ok(int status, ObjectNode body) {
        return JsonRpc.written(status, Map.of("Content-Type", "application/json"), body);
    }

    /** The code is in a header; the body has the message under the name that the service's API model gives it. */
    static WireAnswer refused(TwinError error, String messageName, ObjectNode more) {
        return JsonRpc.written(
                error.status(),
                Map.of("Content-Type", "application/json", "x-amzn-ErrorType", error.code()),
                more.put(messageName, error.message()));
    }

    /** The services that speak it say it so, though few of their models list it. */
    static TwinError denial(String message) {
        return new TwinError("AccessDeniedException", 403, message);
    }

    static TwinError unknown(String service, WireRequest request, String known) {
        return new TwinError(
                "UnknownOperationException",
                404,
                "the lab has no operation " + request.method() + " " + request.path() + " of " + service + ", only "
                        + known);
    }

    static String query(WireRequest request, String name) {
        List<String> values = request.query().getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }
}
