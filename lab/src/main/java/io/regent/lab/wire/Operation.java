package io.regent.lab.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the name of the operation that a request asks for. */
final class Operation {
    private static final Pattern RPC_V2 = Pattern.compile("/service/[^/]+/operation/([^/]+)");

    private Operation() {}

    /** The name where the protocol carries one (AWS JSON, Smithy RPC v2, Query), else method and path. */
    static String of(WireRequest request) {
        String target = request.header("x-amz-target");
        if (!target.isEmpty()) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        Matcher rpc = RPC_V2.matcher(request.path());
        if (rpc.matches()) {
            return rpc.group(1);
        }
        if (request.header("content-type").startsWith("application/x-www-form-urlencoded")) {
            String body = new String(request.body(), StandardCharsets.UTF_8);
            try {
                List<String> actions = Form.parse(body).getOrDefault("Action", List.of());
                if (!actions.isEmpty()) {
                    return actions.getFirst();
                }
            } catch (IllegalArgumentException e) {
                return request.method() + " " + request.path();
            }
        }
        return request.method() + " " + request.path();
    }
}
