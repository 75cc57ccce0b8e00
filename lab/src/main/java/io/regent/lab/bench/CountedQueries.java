package io.regent.lab.bench;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireProtocol;
import io.regent.lab.wire.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts the metrics that GetMetricData is asked for, as the SDK asks: in CBOR. */
record CountedQueries(WireProtocol protocol, LongAdder asked) implements WireProtocol {
    @Override
    public String signingName() {
        return protocol.signingName();
    }

    @Override
    public List<Act> acts(WireRequest request) {
        return protocol.acts(request);
    }

    @Override
    public TwinError denial(String message) {
        return protocol.denial(message);
    }

    @Override
    public WireAnswer answer(WireRequest request) {
        if (request.path().endsWith("/operation/GetMetricData")) {
            try {
                asked.add(new CBORMapper()
                        .readTree(request.body())
                        .path("MetricDataQueries")
                        .size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return protocol.answer(request);
    }

    @Override
    public WireAnswer refuse(WireRequest request, TwinError error) {
        return protocol.refuse(request, error);
    }
}
