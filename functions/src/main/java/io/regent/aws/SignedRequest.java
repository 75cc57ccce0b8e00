package io.regent.aws;

import io.regent.fleet.Region;
import io.regent.json.JsonValue;
import java.util.Map;
import java.util.Objects;

/**
 * One POST of a JSON document to an API in a region; all the calls that are made without an SDK client are such.
 *
 * @param path percent-encoded, from the first slash on
 * @param query its parameters, not encoded yet
 * @param headers beside those that HTTP and the signature need
 */
record SignedRequest(
        AwsApi api,
        Region region,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonValue body) {
    SignedRequest {
        Objects.requireNonNull(api);
        Objects.requireNonNull(region);
        Objects.requireNonNull(body);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path '" + path + "': expected a slash first");
        }
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A call of the AWS JSON 1.1 protocol, where a header names the operation. */
    static SignedRequest json11(AwsApi api, Region region, String target, JsonValue body) {
        var headers = Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target);
        return new SignedRequest(api, region, "/", Map.of(), headers, body);
    }
}
