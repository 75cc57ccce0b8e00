package io.regent.lab.drills;

import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Invokes functions as {@code aws lambda invoke --endpoint-url} does: the same path, headers and body ({@code Invoke},
 * API model {@code lambda} 2015-03-31). Signs with a signature that the lab does not verify.
 *
 * @param endpoint where AWS is
 * @param clock the time that requests bear
 */
public record Invoker(URI endpoint, InstantSource clock) {
    /** More than the functions' own timeout. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(5);
    private static final int MOST_SHOWN = 300;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * Asks the function that takes such orders.
     *
     * @throws Unanswered when there is no report: nobody listens, the function is not there, or it failed
     */
    public Report ask(Region region, Order order) throws Unanswered, InterruptedException {
        byte[] answer = invoke(region, order.function(), Json.bytes(order.request()));
        try {
            return new Report(Json.read(answer).object());
        } catch (BadJson e) {
            throw new Unanswered(order.function() + " in " + region + " answered no report: " + e.getMessage());
        }
    }

    /**
     * Invokes a function and waits.
     *
     * @param function its name, with {@code :ALIAS} for an alias
     * @throws Unanswered as {@link #ask}
     */
    public byte[] invoke(Region region, String function, byte[] payload) throws Unanswered, InterruptedException {
        String time = TIME.format(clock.instant());
        String path = "/2015-03-31/functions/" + URLEncoder.encode(function, StandardCharsets.UTF_8) + "/invocations";
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(PATIENCE)
                .header("X-Amz-Date", time)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=lab/" + time.substring(0, 8) + "/" + region
                                + "/lambda/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64))
                .POST(HttpRequest.BodyPublishers.ofByteArray(payload))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE_TO_CONNECT).build()) {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new Unanswered("HTTP " + answer.statusCode() + " from " + endpoint + " for " + function + " in "
                        + region + ": " + shown(answer.body()));
            }
            if (answer.headers().firstValue("X-Amz-Function-Error").isPresent()) {
                throw new Unanswered(function + " in " + region + " failed: " + message(answer.body()));
            }
            return answer.body();
        } catch (ConnectException e) {
            throw new Unanswered("nobody listens at " + endpoint + "; 'make lab' in another terminal starts a lab");
        } catch (IOException e) {
            throw new Unanswered("no answer from " + endpoint + ": " + e.getMessage());
        }
    }

    /** What a function's error says, without its stack. */
    private static String message(byte[] error) {
        try {
            JsonPlace said = Json.read(error).field("errorMessage");
            return said.text();
        } catch (BadJson e) {
            return shown(error);
        }
    }

    private static String shown(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }
}
