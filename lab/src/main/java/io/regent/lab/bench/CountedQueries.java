package io.regent.lab.bench;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.regent.lab.wire.WireProtocol;
import io.regent.lab.wire.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.LongAdder;

/** Counts the metrics that GetMetricData is asked for, as the SDK asks: in CBOR. */
final class CountedQueries {
    private final LongAdder asked = new LongAdder();

    WireProtocol of(WireProtocol service) {
        return service.answeredBy(request -> {
            if (request.path().endsWith("/operation/GetMetricData")) {
                asked.add(queries(request));
            }
            return service.answer(request);
        });
    }

    private static int queries(WireRequest request) {
        try {
            return new CBORMapper()
                    .readTree(request.body())
                    .path("MetricDataQueries")
                    .size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many were asked for since the last reset. */
    long sum() {
        return asked.sum();
    }

    void reset() {
        asked.reset();
    }
}
