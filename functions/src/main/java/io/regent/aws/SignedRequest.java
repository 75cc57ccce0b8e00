package io.regent.aws;

import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One POST of a document to an API in a region; all the calls that are made without an SDK client are such.
 *
 * @param path percent-encoded, from the first slash on
 * @param query its parameters, not encoded yet
 * @param headers beside those that HTTP and the signature need
 * @param body the document, of the Content-Type that the headers name
 */
record SignedRequest(
        AwsApi api, Region region, String path, Map<String, String> query, Map<String, String> headers, String body) {
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
        return new SignedRequest(api, region, "/", Map.of(), headers, Json.write(body));
    }

    /** A call of the AWS query protocol, where a form names the operation and its parameters. */
    static SignedRequest query(
            AwsApi api, Region region, String action, String version, Map<String, String> parameters) {
        var form = new TreeMap<>(parameters);
        form.put("Action", action);
        form.put("Version", version);
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        return new SignedRequest(api, region, "/", Map.of(), headers, body);
    }
}
