package io.regent.lab.world;

import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.lab.cloud.FunctionHost;
import io.regent.lab.runtime.FunctionSpec;
import io.regent.lab.runtime.Runtimes;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.lambda.FunctionCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Runs each function as Lambda does, in processes of AWS's own runtime with the package that is deployed.
 *
 * @param task where the package stands, laid out as {@code sam build} does
 * @param clock when a line was written that does not say so itself
 * @param log hears the functions' log lines; thread-safe
 */
public record ProcessFunctions(
        Runtimes runtimes, Path task, InstantSource clock, BiConsumer<Caller.Function, JsonObject> log)
        implements FunctionHost {
    private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";

    @Override
    public FunctionCode host(Spec spec) {
        Caller.Function function = new Caller.Function(spec.region(), spec.name());
        Map<String, String> variables = new TreeMap<>(spec.environment());
        String key = String.valueOf(variables.remove(KEY_ID));
        String secret = String.valueOf(variables.remove(SECRET));
        // Lambda sets these itself, from what the rest of the specification says.
        variables.keySet().removeIf(name -> name.equals("AWS_REGION") || name.startsWith("AWS_LAMBDA_"));
        return runtimes.code(new FunctionSpec(
                spec.region(),
                spec.name(),
                spec.version(),
                spec.handler(),
                spec.layers().isEmpty()
                        ? task
                        : runtimes.withLayers(
                                task, spec.layers().stream().map(this::unpacked).toList()),
                spec.memoryMegabytes(),
                spec.snapStart(),
                new FunctionSpec.Keys(key, secret, "lab"),
                variables,
                line -> log.accept(function, read(line))));
    }

    /** Beside the functions' package, where Maven has it by its source, and {@code sam build} by its name. */
    private Path unpacked(FunctionHost.Layer layer) {
        Path bySource = task.resolveSibling(layer.source());
        return Files.isDirectory(bySource) ? bySource : task.resolveSibling(layer.name());
    }

    /** A log line of the function's own, or one of the runtime's as a message. */
    private JsonObject read(String line) {
        try {
            if (Json.read(line).value() instanceof JsonObject object
                    && object.get("message").isPresent()) {
                return object;
            }
        } catch (BadJson e) {
            // The runtime's own lines are texts.
        }
        return JsonObject.builder()
                .with("timestamp", clock.instant().toString())
                .with("level", "INFO")
                .with("message", line)
                .build();
    }
}
