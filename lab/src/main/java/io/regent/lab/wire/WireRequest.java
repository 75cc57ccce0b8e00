package io.regent.lab.wire;

import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import java.util.List;
import java.util.Map;

/**
 * A signed request, as a service's protocol needs it.
 *
 * @param method in capitals
 * @param path decoded, from the first slash, without the query
 * @param query decoded parameters of the URL
 * @param headers by their names in lower case
 * @param region the region of the credential scope
 */
@SuppressWarnings("ArrayRecordComponent")
public record WireRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        Region region,
        Caller caller) {
    public WireRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A header's value, or the empty text where it is missing. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
