package io.regent.lab.cloud;

import io.regent.fleet.Region;
import io.regent.lab.twin.lambda.FunctionCode;
import java.time.Duration;
import java.util.Map;

/** Who runs the code of functions. */
@FunctionalInterface
public interface FunctionHost {
    /**
     * The code of a function.
     *
     * @throws IllegalArgumentException when there is no such handler, or it does not start in this environment
     */
    FunctionCode host(Spec spec);

    /**
     * A function as its template has it.
     *
     * @param handler a class, perhaps with {@code ::method}
     * @param environment what the template gives it, and {@code AWS_REGION}, {@code AWS_LAMBDA_FUNCTION_NAME} and
     *     {@code AWS_LAMBDA_FUNCTION_MEMORY_SIZE}, which Lambda adds
     * @param role the ARN of the role that it runs as
     */
    record Spec(
            Region region,
            String name,
            String handler,
            Map<String, String> environment,
            int memoryMegabytes,
            Duration timeout,
            String role) {
        public Spec {
            environment = Map.copyOf(environment);
        }
    }
}
