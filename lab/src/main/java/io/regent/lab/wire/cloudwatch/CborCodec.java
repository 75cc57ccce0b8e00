package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.regent.lab.twin.TwinError;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Smithy RPC v2 CBOR, which the AWS SDKs for Java and Python speak. Reading drops the tag that marks timestamps. */
final class CborCodec implements Codec {
    private static final String PROTOCOL = "smithy-protocol";
    private static final String NAME = "rpc-v2-cbor";
    private static final int EPOCH_SECONDS_TAG = 1;
    private static final Pattern PATH = Pattern.compile("/service/[^/]+/operation/([^/]+)");

    private final CBORMapper mapper = new CBORMapper();

    @Override
    public boolean speaks(WireRequest request) {
        return request.header(PROTOCOL).equals(NAME);
    }

    @Override
    public Call decode(WireRequest request, byte[] body) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw new TwinError(
                    "UnknownOperationException",
                    404,
                    "path '" + request.path() + "': expected /service/GraniteServiceVersion20100801/operation/NAME");
        }
        return new Call(path.group(1), parameters(body));
    }

    private ObjectNode parameters(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode tree = mapper.readTree(body);
            if (tree instanceof ObjectNode parameters) {
                return parameters;
            }
            throw Faulty.unreadable("a CBOR map", new IOException("it is a " + tree.getNodeType()));
        } catch (IOException notCbor) {
            throw Faulty.unreadable("a CBOR map", notCbor);
        }
    }

    @Override
    public WireAnswer encode(String operation, ObjectNode result) {
        return answer(200, Map.of(PROTOCOL, NAME, "content-type", "application/cbor"), result);
    }

    @Override
    public WireAnswer encode(TwinError error) {
        Map<String, String> headers = Map.of(
                PROTOCOL, NAME, "content-type", "application/cbor", "x-amzn-query-error", Faulty.queryError(error));
        return answer(error.status(), headers, JsonCodec.errorBody(error));
    }

    private WireAnswer answer(int status, Map<String, String> headers, ObjectNode tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = mapper.getFactory().createGenerator(bytes)) {
            TreeWriter.write(out, tree, CborCodec::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WireAnswer(status, headers, bytes.toByteArray());
    }

    private static void write(CBORGenerator out, Instant instant) throws IOException {
        out.writeTag(EPOCH_SECONDS_TAG);
        out.writeNumber(instant.toEpochMilli() / 1000.0);
    }
}
