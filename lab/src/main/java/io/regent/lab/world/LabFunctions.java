package io.regent.lab.world;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.regent.json.JsonObject;
import io.regent.lab.cloud.FunctionHost;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.lambda.FunctionCode;
import io.regent.process.Environment;
import io.regent.report.Log;
import java.lang.reflect.InvocationTargetException;
import java.util.function.BiConsumer;

/**
 * Runs the functions in this JVM, with environments of their own: the handlers that the templates name, made as a host
 * of several regions makes them.
 *
 * @param log hears their log lines; thread-safe
 */
record LabFunctions(BiConsumer<Caller.Function, JsonObject> log) implements FunctionHost {
    @Override
    public FunctionCode host(Spec spec) {
        String name = spec.handler().replaceFirst("::handleRequest$", "");
        Caller.Function function = new Caller.Function(spec.region(), spec.name());
        Log lines = line -> log.accept(function, line);
        try {
            Object handler = Class.forName(name)
                    .getConstructor(Environment.class, Log.class)
                    .newInstance(Environment.of(spec.environment()), lines);
            if (handler instanceof RequestStreamHandler stream) {
                return FunctionCode.of(stream);
            }
            throw new IllegalArgumentException("Handler " + spec.handler() + ": expected a RequestStreamHandler");
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    spec.name() + ": " + e.getTargetException().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Handler " + spec.handler() + ": expected a class with a constructor of Environment and Log", e);
        }
    }
}
