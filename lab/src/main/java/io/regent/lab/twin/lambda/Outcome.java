package io.regent.lab.twin.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * What came of an invocation.
 *
 * @param failed whether {@code FunctionError} is {@code Unhandled}; the payload then describes the error
 * @param executedVersion a number, or {@code $LATEST}
 * @param payload what the function answered: a JSON document, unless the function wrote something else
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way to a socket; nobody compares outcomes.
public record Outcome(boolean failed, String executedVersion, byte[] payload) {
    private static final int MOST_FRAMES = 20;

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    static Outcome answered(String version, byte[] payload) {
        return new Outcome(false, version, payload);
    }

    /** As the Java runtime describes an exception ("Lambda function handler errors", Java). */
    static Outcome threw(String version, Throwable thrown) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("errorMessage", String.valueOf(thrown.getMessage()));
        error.put("errorType", thrown.getClass().getName());
        ArrayNode frames = error.putArray("stackTrace");
        StackTraceElement[] trace = thrown.getStackTrace();
        for (int i = 0; i < Math.min(trace.length, MOST_FRAMES); i++) {
            frames.add(trace[i].toString());
        }
        return describing(version, error);
    }

    static Outcome described(String version, byte[] error) {
        return new Outcome(true, version, error);
    }

    /** "Task timed out after 3.00 seconds" ("Troubleshoot invocation issues in Lambda"). */
    static Outcome timedOut(String version, String requestId, Duration timeout) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("errorType", "Sandbox.Timedout");
        error.put(
                "errorMessage",
                String.format(
                        Locale.ROOT,
                        "RequestId: %s Error: Task timed out after %.2f seconds",
                        requestId,
                        timeout.toMillis() / 1000.0));
        return describing(version, error);
    }

    static Outcome tooLarge(String version, int size, int limit) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("errorType", "Function.ResponseSizeTooLarge");
        error.put(
                "errorMessage",
                "Response payload size (" + size + " bytes) exceeded maximum allowed payload size (" + limit
                        + " bytes).");
        return describing(version, error);
    }

    private static Outcome describing(String version, ObjectNode error) {
        return described(version, error.toString().getBytes(StandardCharsets.UTF_8));
    }
}
