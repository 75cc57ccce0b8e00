package io.regent.lab.runtime;

import io.regent.fleet.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A version of a function, as Lambda is told of it.
 *
 * @param version a number, or {@code $LATEST}
 * @param handler the class, or {@code CLASS::METHOD}
 * @param task the directory with the function's classes, and its jars in {@code lib}; what {@code sam build} leaves in
 *     {@code .aws-sam/build/FUNCTION}, or Maven in {@code functions/target/task}
 * @param memoryMegabytes from 128 to 32768 (API model, {@code MemorySize})
 * @param snapStart whether its environments start from a snapshot; for published versions only (Lambda Developer Guide,
 *     "SnapStart")
 * @param variables the function's own environment variables
 * @param log hears what the function writes, line by line
 */
public record FunctionSpec(
        Region region,
        String name,
        String version,
        String handler,
        Path task,
        int memoryMegabytes,
        boolean snapStart,
        Keys keys,
        Map<String, String> variables,
        Consumer<String> log) {
    /** "Reserved environment variables" (Lambda Developer Guide): Lambda refuses functions that set them. */
    private static final String RESERVED = "_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV"
            + "|AWS_LAMBDA_.*|AWS_(ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)"
            + "|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR";

    /** What the function signs its calls with: temporary credentials of its role. */
    public record Keys(String id, String secret, String token) {}

    public FunctionSpec {
        variables = Map.copyOf(variables);
        if (!Files.isDirectory(task)) {
            throw new IllegalArgumentException(
                    "task " + task + ": expected a directory; `sam build` or Maven's package phase makes it");
        }
        if (memoryMegabytes < 128 || memoryMegabytes > 32_768) {
            throw new IllegalArgumentException("MemorySize " + memoryMegabytes + ": expected 128 to 32768 MB");
        }
        if (!version.matches("\\d{1,9}|\\$LATEST")) {
            throw new IllegalArgumentException("version '" + version + "': expected a number or $LATEST");
        }
        if (snapStart && version.equals("$LATEST")) {
            throw new IllegalArgumentException("SnapStart of $LATEST: expected a published version, a number");
        }
        for (String variable : new TreeSet<>(variables.keySet())) {
            if (variable.matches(RESERVED)) {
                throw new IllegalArgumentException("Environment: " + variable + " is reserved, Lambda sets it");
            }
        }
    }
}
