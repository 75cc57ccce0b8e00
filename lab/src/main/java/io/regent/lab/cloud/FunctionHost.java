package io.regent.lab.cloud;

import io.regent.fleet.Region;
import io.regent.lab.twin.lambda.FunctionCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who runs the code of functions. */
@FunctionalInterface
public interface FunctionHost {
    /**
     * The code of a version of a function; asked for {@code $LATEST} when the function is made or changed, and for each
     * version that is published.
     *
     * @throws IllegalArgumentException when there is no such handler, or it does not start in this environment
     */
    FunctionCode host(Spec spec);

    /**
     * A layer as its template has it.
     *
     * @param name its logical id
     * @param source where its content comes from, a path relative to the template
     */
    record Layer(String name, String source) {}

    /**
     * A version of a function as its template has it.
     *
     * @param version a number, or {@code $LATEST}
     * @param handler a class, perhaps with {@code ::method}
     * @param environment what the template gives it, and {@code AWS_REGION}, {@code AWS_LAMBDA_FUNCTION_NAME} and
     *     {@code AWS_LAMBDA_FUNCTION_MEMORY_SIZE}, which Lambda adds
     * @param layers in their order
     * @param role the ARN of the role that it runs as
     * @param snapStart whether its environments start from a snapshot; never those of {@code $LATEST}
     */
    record Spec(
            Region region,
            String name,
            String version,
            String handler,
            Map<String, String> environment,
            List<Layer> layers,
            int memoryMegabytes,
            Duration timeout,
            String role,
            boolean snapStart) {
        /** The version that is not published yet. */
        public static final String LATEST = "$LATEST";

        public Spec {
            environment = Map.copyOf(environment);
            layers = List.copyOf(layers);
            snapStart = snapStart && !version.equals(LATEST);
        }

        /** The same with other variables. */
        public Spec with(Map<String, String> other) {
            return new Spec(region, name, version, handler, other, layers, memoryMegabytes, timeout, role, snapStart);
        }

        /** The same function, published. */
        Spec published(String number, boolean fromSnapshot) {
            return new Spec(
                    region, name, number, handler, environment, layers, memoryMegabytes, timeout, role, fromSnapshot);
        }
    }
}
