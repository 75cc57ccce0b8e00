package io.regent.lab.twin.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.regent.lab.twin.Arn;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function as it is deployed.
 *
 * @param aliases from an alias to the version that it names, when it is born with some; a client may ask for either, or
 *     for {@code $LATEST}
 * @param timeout whole seconds, from 1 to 900 (API model, {@code Timeout}, and "Lambda quotas")
 * @param memoryMegabytes from 128 to 32768 (API model, {@code MemorySize})
 * @param onFailure where an asynchronous invocation that was given up is reported, unless an {@link EventInvokeConfig}
 *     says otherwise; at most one
 * @param role the ARN of the role that it runs as; empty where rights are not the subject
 * @param logger what the handler's context hands it
 */
public record LambdaFunction(
        String name,
        FunctionCode code,
        Map<String, String> aliases,
        Duration timeout,
        int memoryMegabytes,
        List<Arn> onFailure,
        String role,
        LambdaLogger logger) {
    static final String LATEST = "$LATEST";

    public LambdaFunction {
        aliases = Map.copyOf(aliases);
        onFailure = List.copyOf(onFailure);
        check(name.matches("[a-zA-Z0-9-_]{1,64}"), "FunctionName '" + name + "': expected letters, digits, - and _");
        check(
                timeout.toSeconds() >= 1 && timeout.toSeconds() <= 900,
                "Timeout " + timeout.toSeconds() + ": expected 1 to 900 seconds");
        check(
                memoryMegabytes >= 128 && memoryMegabytes <= 32_768,
                "MemorySize " + memoryMegabytes + ": expected 128 to 32768 MB");
        check(onFailure.size() <= 1, "OnFailure: expected one destination at most");
        aliases.forEach((alias, version) -> check(
                alias.matches("[a-zA-Z0-9-_]{1,128}") && version.matches("\\d{1,9}"),
                "alias '" + alias + "' of version '" + version + "': expected a name and a number"));
    }

    /** A function without a role. */
    public LambdaFunction(
            String name,
            FunctionCode code,
            Map<String, String> aliases,
            Duration timeout,
            int memoryMegabytes,
            List<Arn> onFailure,
            LambdaLogger logger) {
        this(name, code, aliases, timeout, memoryMegabytes, onFailure, "", logger);
    }

    /** The same function with other code. */
    LambdaFunction with(FunctionCode other) {
        return new LambdaFunction(name, other, aliases, timeout, memoryMegabytes, onFailure, role, logger);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
