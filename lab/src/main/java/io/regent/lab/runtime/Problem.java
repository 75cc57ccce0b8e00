package io.regent.lab.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.regent.lab.twin.lambda.FunctionError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How Lambda describes what went wrong with a process ("Troubleshoot invocation issues in Lambda"). */
final class Problem {
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;

    private Problem() {}

    static byte[] json(String type, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("errorType", type)
                .put("errorMessage", message)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** "Runtime exited with error: exit status 1", {@code Runtime.ExitError}. */
    static FunctionError exited(String requestId, int status) {
        String how =
                switch (status) {
                    case 0 -> "Runtime exited without providing a reason";
                    case SIGNALLED + SIGKILL -> "Runtime exited with error: signal: killed";
                    default ->
                        status > SIGNALLED
                                ? "Runtime exited with error: signal: " + (status - SIGNALLED)
                                : "Runtime exited with error: exit status " + status;
                };
        return new FunctionError(json("Runtime.ExitError", "RequestId: " + requestId + " Error: " + how));
    }

    static FunctionError startedTooLong(String requestId, Duration limit) {
        return new FunctionError(json(
                "Sandbox.Timedout",
                "RequestId: " + requestId + " Error: the function did not start within " + limit.toSeconds() + " s"));
    }
}
