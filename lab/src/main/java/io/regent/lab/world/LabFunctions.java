package io.regent.lab.world;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.regent.json.JsonObject;
import io.regent.lab.cloud.FunctionHost;
import io.regent.lab.cloud.Rights;
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
 * @param rights what their roles allow, their log lines included
 * @param log hears their log lines
 */
record LabFunctions(LabEnvironment environment, Rights rights, BiConsumer<Caller.Function, JsonObject> log)
        implements FunctionHost {
    @Override
    public FunctionCode host(Spec spec) {
        String name = spec.handler().replaceFirst("::handleRequest$", "");
        Caller.Function function = new Caller.Function(spec.region(), spec.name());
        Log lines = line -> {
            if (rights.mayLog(spec.region(), spec.name(), spec.role(), "/aws/lambda/" + spec.name())) {
                log.accept(function, line);
            }
        };
        try {
            Object handler = Class.forName(name)
                    .getConstructor(Environment.class, Log.class)
                    .newInstance(Environment.of(environment.of(spec)), lines);
            if (handler instanceof RequestStreamHandler stream) {
                return FunctionCode.of(stream);
            }
            throw new IllegalArgumentException("Handler " + spec.handler() + ": expected a RequestStreamHandler");
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(spec.name() + ": " + e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Handler " + spec.handler() + ": expected a class with a constructor of Environment and Log", e);
        }
    }
}
