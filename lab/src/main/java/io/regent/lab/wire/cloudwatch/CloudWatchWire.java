package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireProtocol;
import io.regent.lab.wire.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;

/**
 * CloudWatch in the protocols that its API model lists: Smithy RPC v2 CBOR, AWS JSON 1.0 and AWS Query. A request goes
 * to the twin of the region that it was signed for.
 */
public final class CloudWatchWire implements WireProtocol {
    /** "Limited to 1 MB in size for HTTP POST requests" (API model, PutMetricData). */
    private static final int LARGEST_BODY = 1 << 20;

    /** The twin's own bound on what a compressed body may become. */
    private static final int LARGEST_UNPACKED = 16 << 20;

    /** The operations whose errors, in the API model, tell wrong parameters apart. */
    private static final Set<String> PARAMETER_ERRORS_LISTED = Set.of("PutMetricData", "ListMetrics");

    private final Map<Region, CloudWatchTwin> twins;
    private final List<Codec> codecs = List.of(new CborCodec(), new JsonCodec(), new QueryCodec());
    private final SortedMap<String, BiFunction<CloudWatchTwin, Input, ObjectNode>> operations = new TreeMap<>(Map.of(
            "PutMetricData", MetricOperations::putMetricData,
            "GetMetricData", MetricOperations::getMetricData,
            "ListMetrics", MetricOperations::listMetrics,
            "PutMetricAlarm", AlarmOperations::putMetricAlarm,
            "DescribeAlarms", AlarmOperations::describeAlarms,
            "DeleteAlarms", AlarmOperations::deleteAlarms,
            "SetAlarmState", AlarmOperations::setAlarmState,
            "EnableAlarmActions", AlarmOperations::enableAlarmActions,
            "DisableAlarmActions", AlarmOperations::disableAlarmActions));

    public CloudWatchWire(Map<Region, CloudWatchTwin> twins) {
        this.twins = Map.copyOf(twins);
    }

    @Override
    public String signingName() {
        return "monitoring";
    }

    @Override
    public List<Act> acts(WireRequest request) {
        Codec.Call call = codec(request).decode(request, body(request));
        known(call);
        return Rights.of(twin(request.region()), call.operation(), Input.of(call.parameters()));
    }

    @Override
    public TwinError denial(String message) {
        return new TwinError("AccessDenied", 403, message);
    }

    @Override
    public WireAnswer answer(WireRequest request) {
        Codec codec = codec(request);
        Codec.Call call = codec.decode(request, body(request));
        BiFunction<CloudWatchTwin, Input, ObjectNode> operation = known(call);
        CloudWatchTwin twin = twin(request.region());
        try {
            return codec.encode(call.operation(), operation.apply(twin, Input.of(call.parameters())));
        } catch (TwinError error) {
            throw PARAMETER_ERRORS_LISTED.contains(call.operation()) ? error : Faulty.common(error);
        }
    }

    private BiFunction<CloudWatchTwin, Input, ObjectNode> known(Codec.Call call) {
        BiFunction<CloudWatchTwin, Input, ObjectNode> operation = operations.get(call.operation());
        if (operation == null) {
            throw new TwinError(
                    "InvalidAction",
                    400,
                    "The twin of CloudWatch does not have the operation " + call.operation() + "; it has "
                            + String.join(", ", operations.keySet()) + ".");
        }
        return operation;
    }

    private CloudWatchTwin twin(Region region) {
        CloudWatchTwin twin = twins.get(region);
        if (twin == null) {
            throw new TwinError(
                    "UnknownEndpoint", 404, "There is no region " + region + " here, only " + twins.keySet() + ".");
        }
        return twin;
    }

    @Override
    public WireAnswer refuse(WireRequest request, TwinError error) {
        return codec(request).encode(error);
    }

    /** The protocol of a request; Query for one that speaks none, since its errors are what a person can read. */
    private Codec codec(WireRequest request) {
        return codecs.stream()
                .filter(codec -> codec.speaks(request))
                .findFirst()
                .orElse(codecs.getLast());
    }

    private static byte[] body(WireRequest request) {
        byte[] body = request.body();
        if (body.length > LARGEST_BODY) {
            throw tooLarge(LARGEST_BODY);
        }
        return switch (request.header("content-encoding")) {
            case "", "identity" -> body;
            case "gzip" -> unpack(body);
            default ->
                throw new TwinError(
                        "SerializationException",
                        400,
                        "content-encoding '" + request.header("content-encoding") + "': expected gzip or none");
        };
    }

    private static byte[] unpack(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unpacked = in.readNBytes(LARGEST_UNPACKED + 1);
            if (unpacked.length > LARGEST_UNPACKED) {
                throw tooLarge(LARGEST_UNPACKED);
            }
            return unpacked;
        } catch (IOException notGzip) {
            throw Faulty.unreadable("gzip", notGzip);
        }
    }

    private static TwinError tooLarge(int most) {
        return new TwinError("RequestEntityTooLarge", 413, "The request's body is larger than " + most + " bytes.");
    }
}
