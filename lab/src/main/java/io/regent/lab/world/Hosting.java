package io.regent.lab.world;

import io.regent.json.JsonObject;
import io.regent.lab.cloud.FunctionHost;
import io.regent.lab.twin.Caller;
import java.util.function.BiConsumer;

/** Who runs the functions of a world. */
@FunctionalInterface
public interface Hosting {
    /** This JVM. */
    Hosting HERE = LabFunctions::new;

    /**
     * Makes a host. What it is given of a function's environment is all that the function is to have.
     *
     * @param log hears the functions' log lines; thread-safe
     */
    FunctionHost open(BiConsumer<Caller.Function, JsonObject> log);
}
