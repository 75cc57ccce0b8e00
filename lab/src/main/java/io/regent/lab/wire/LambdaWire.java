package io.regent.lab.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.lambda.LambdaFunction;
import io.regent.lab.twin.lambda.LambdaTwin;
import io.regent.lab.twin.lambda.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda on the wire (API model {@code lambda} 2015-03-31). */
public final class LambdaWire implements WireProtocol {
    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final Pattern FUNCTION = Pattern.compile(FUNCTIONS + "/([^/]+)(/invocations)?");
    private static final Pattern CONCURRENCY =
            Pattern.compile("/(2017-10-31|2019-09-30)/functions/([^/]+)/concurrency");
    /** The errors to which the API model gives a {@code message}; the others have a {@code Message}. */
    private static final Set<String> SMALL = Set.of("InvalidParameterValueException", "TooManyRequestsException");

    private static final String RESERVED = "ReservedConcurrentExecutions";

    /** A name, a partial or a whole ARN, and perhaps a qualifier (API model, {@code FunctionName}). */
    private static final Pattern NAME = Pattern.compile("(?:arn:aws:lambda:)?(?:(?<region>[a-z]{2,4}-[a-z-]+-\\d):)?"
            + "(?:(?<account>\\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>[$a-zA-Z0-9-_]+))?");

    private final Regional<LambdaTwin> twins;

    private LambdaWire(Regional<LambdaTwin> twins) {
        this.twins = twins;
    }

    /** The service in front of its twins, one for each region. */
    public static WireProtocol over(Map<Region, LambdaTwin> twins) {
        return new LambdaWire(new Regional<>("lambda", twins));
    }

    @Override
    public String signingName() {
        return "lambda";
    }

    @Override
    public WireAnswer answer(WireRequest request) {
        if (isList(request)) {
            return list(request);
        }
        Optional<Reservation> reservation = Reservation.of(request);
        if (reservation.isPresent()) {
            return reservation(request, reservation.get());
        }
        Matcher path = FUNCTION.matcher(request.path());
        if (path.matches() && path.group(2) != null && request.method().equals("POST")) {
            return invoke(request, name(request, path.group(1)));
        }
        if (path.matches() && path.group(2) == null && request.method().equals("GET")) {
            return get(request, name(request, path.group(1)));
        }
        throw unknown(request);
    }

    @Override
    public List<Act> acts(WireRequest request) {
        if (isList(request)) {
            return List.of(Act.of("lambda:ListFunctions"));
        }
        Optional<Reservation> reservation = Reservation.of(request);
        if (reservation.isPresent()) {
            return List.of(reservation.get().act(twins.of(request)));
        }
        Matcher path = FUNCTION.matcher(request.path());
        if (!path.matches()) {
            throw unknown(request);
        }
        Name name = name(request, path.group(1));
        String arn = twins.of(request).arn(name.name()).toString();
        // "InvokeFunction" on a version or alias is asked for by the ARN with the qualifier, and by that alone
        // ("Fine-tuning the Resources and Conditions sections of policies", Lambda Developer Guide).
        return path.group(2) == null
                ? List.of(Act.of("lambda:GetFunction", arn))
                : List.of(Act.of(
                        "lambda:InvokeFunction", name.qualifier().isEmpty() ? arn : arn + ":" + name.qualifier()));
    }

    @Override
    public TwinError denial(String message) {
        return RestJson.denial(message);
    }

    private static boolean isList(WireRequest request) {
        return request.method().equals("GET")
                && request.path().replaceAll("/$", "").equals(FUNCTIONS);
    }

    private static TwinError unknown(WireRequest request) {
        return RestJson.unknown(
                "lambda",
                request,
                "Invoke, ListFunctions, GetFunction, PutFunctionConcurrency, GetFunctionConcurrency,"
                        + " DeleteFunctionConcurrency");
    }

    private record Name(String name, String qualifier) {}

    private static Name name(WireRequest request, String text) {
        Matcher parts = NAME.matcher(text);
        if (!parts.matches()) {
            throw new TwinError("InvalidParameterValueException", 400, "FunctionName '" + text + "' is not valid");
        }
        String region = parts.group("region");
        if (region != null && !region.equals(request.region().id())) {
            throw new TwinError(
                    "ResourceNotFoundException",
                    404,
                    "Functions from '" + region + "' are not reachable in this region ('" + request.region() + "')");
        }
        String inName = parts.group("qualifier") == null ? "" : parts.group("qualifier");
        String inQuery = RestJson.query(request, "Qualifier");
        if (!inName.isEmpty() && !inQuery.isEmpty() && !inName.equals(inQuery)) {
            throw new TwinError(
                    "InvalidParameterValueException",
                    400,
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new Name(parts.group("name"), inName.isEmpty() ? inQuery : inName);
    }

    /** What is asked about a function's reserved concurrency. */
    private record Reservation(Operation operation, String function) {
        /** The API model has each under the version of the API in which it came. */
        enum Operation {
            PUT("PutFunctionConcurrency"),
            GET("GetFunctionConcurrency"),
            DELETE("DeleteFunctionConcurrency");

            private final String label;

            Operation(String label) {
                this.label = label;
            }
        }

        Act act(LambdaTwin twin) {
            return Act.of("lambda:" + operation.label, twin.arn(function).toString());
        }

        static Optional<Reservation> of(WireRequest request) {
            Matcher path = CONCURRENCY.matcher(request.path());
            if (!path.matches()) {
                return Optional.empty();
            }
            Operation operation =
                    switch (request.method() + " " + path.group(1)) {
                        case "PUT 2017-10-31" -> Operation.PUT;
                        case "GET 2019-09-30" -> Operation.GET;
                        case "DELETE 2017-10-31" -> Operation.DELETE;
                        default -> throw unknown(request);
                    };
            Name name = name(request, path.group(2));
            if (!name.qualifier().isEmpty()) {
                throw new TwinError(
                        "InvalidParameterValueException",
                        400,
                        "FunctionName '" + path.group(2) + "': concurrency is reserved for a function as a whole,"
                                + " without a qualifier");
            }
            return Optional.of(new Reservation(operation, name.name()));
        }
    }

    private WireAnswer reservation(WireRequest request, Reservation asked) {
        LambdaTwin twin = twins.of(request);
        return switch (asked.operation()) {
            case PUT -> {
                JsonBody body = JsonBody.parse(request.body());
                body.only(RESERVED);
                if (!body.has(RESERVED)) {
                    throw new TwinError(
                            "InvalidParameterValueException",
                            400,
                            "1 validation error detected: Value null at 'reservedConcurrentExecutions' failed to satisfy"
                                    + " constraint: Member must not be null");
                }
                twin.reserve(asked.function(), body.number(RESERVED, 0));
                yield RestJson.ok(200, reserved(twin, asked.function()));
            }
            case GET -> RestJson.ok(200, reserved(twin, asked.function()));
            case DELETE -> {
                twin.release(asked.function());
                yield new WireAnswer(204, Map.of(), new byte[0]);
            }
        };
    }

    /** Empty where nothing is reserved. */
    private static ObjectNode reserved(LambdaTwin twin, String function) {
        ObjectNode reserved = JsonRpc.object();
        twin.reserved(function).ifPresent(executions -> reserved.put(RESERVED, executions));
        return reserved;
    }

    private WireAnswer invoke(WireRequest request, Name name) {
        LambdaTwin twin = twins.of(request);
        String type = request.header("x-amz-invocation-type");
        return switch (type.isEmpty() ? "RequestResponse" : type) {
            case "RequestResponse" -> answered(twin.invoke(name.name(), name.qualifier(), request.body()));
            case "Event" -> {
                twin.invokeLater(name.name(), name.qualifier(), request.body());
                yield new WireAnswer(202, Map.of(), new byte[0]);
            }
            case "DryRun" -> {
                twin.dryRun(name.name(), name.qualifier());
                yield new WireAnswer(204, Map.of(), new byte[0]);
            }
            default ->
                throw new TwinError(
                        "InvalidParameterValueException",
                        400,
                        "InvocationType '" + type + "': expected Event, RequestResponse or DryRun");
        };
    }

    private static WireAnswer answered(Outcome outcome) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Amz-Executed-Version", outcome.executedVersion());
        if (outcome.failed()) {
            headers.put("X-Amz-Function-Error", "Unhandled");
        }
        return new WireAnswer(200, headers, outcome.payload());
    }

    private WireAnswer list(WireRequest request) {
        LambdaTwin twin = twins.of(request);
        ObjectNode answer = JsonRpc.object();
        ArrayNode functions = answer.putArray("Functions");
        twin.functions().forEach(function -> functions.add(configuration(twin, function)));
        return RestJson.ok(200, answer);
    }

    private WireAnswer get(WireRequest request, Name name) {
        LambdaTwin twin = twins.of(request);
        twin.dryRun(name.name(), name.qualifier());
        ObjectNode answer = JsonRpc.object();
        answer.set("Configuration", configuration(twin, twin.function(name.name())));
        if (twin.reserved(name.name()).isPresent()) {
            answer.set("Concurrency", reserved(twin, name.name()));
        }
        return RestJson.ok(200, answer);
    }

    private static ObjectNode configuration(LambdaTwin twin, LambdaFunction function) {
        return JsonRpc.object()
                .put("FunctionName", function.name())
                .put("FunctionArn", twin.arn(function.name()).toString())
                .put("Runtime", "java25")
                .put("Timeout", function.timeout().toSeconds())
                .put("MemorySize", function.memoryMegabytes())
                .put("Version", "$LATEST")
                .put("State", "Active")
                .put("PackageType", "Zip");
    }

    @Override
    public WireAnswer refuse(WireRequest request, TwinError error) {
        ObjectNode more = JsonRpc.object().put("Type", error.status() < 500 ? "User" : "Service");
        if (!error.reason().isEmpty()) {
            more.put("Reason", error.reason());
        }
        return RestJson.refused(error, SMALL.contains(error.code()) ? "message" : "Message", more);
    }
}
