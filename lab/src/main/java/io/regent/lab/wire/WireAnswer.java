package io.regent.lab.wire;

import java.util.Map;

/** What goes back over the wire. The front adds the request id, its HTTP server the date. */
@SuppressWarnings("ArrayRecordComponent")
public record WireAnswer(int status, Map<String, String> headers, byte[] body) {
    public WireAnswer {
        headers = Map.copyOf(headers);
    }
}
