package io.regent.aws;

import io.regent.json.Json;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Calls to AWS that need no client of their own: signed by the SDK's signer and sent by its smallest HTTP client, which
 * are there for the other clients anyway. Three more SDK clients would outweigh everything else in the package.
 *
 * <p>The deadline of a call bounds all of it: credentials, name lookup, handshake, both attempts, and a server that
 * sends its answer byte by byte. A failed attempt is repeated once, if it may end differently and time is left.
 */
public final class SignedCalls implements AutoCloseable {
    /** The longest deadline, and the longest that a server may be silent. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int MOST_BYTES = Json.MAX_BYTES;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final long PAUSE_LEAST_MILLIS = 50;
    private static final long PAUSE_MOST_MILLIS = 200;

    private final AwsAccess access;
    private final InstantSource time;
    private final RandomGenerator jitter;
    private final SdkHttpClient http;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /**
     * Makes no call.
     *
     * @param time what signatures are dated with; AWS refuses those that are minutes off
     * @param jitter spreads the second attempts of callers that failed at once; used from several threads
     */
    public SignedCalls(AwsAccess access, InstantSource time, RandomGenerator jitter) {
        this.access = access;
        this.time = time;
        this.jitter = jitter;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(LONGEST)
                .build();
    }

    /** Makes the call; may be called from many threads at once. Any complete answer is given, whatever its status. */
    Answer<HttpAnswer> call(SignedRequest request, Duration deadline) {
        if (!deadline.isPositive() || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("deadline " + deadline + ": expected more than zero, up to " + LONGEST);
        }
        var body = request.body().getBytes(StandardCharsets.UTF_8);
        try {
            return Bounded.call(deadline, () -> twiceAtMost(request, body));
        } catch (TimeoutException e) {
            return failed(Trouble.TIMED_OUT, request, "no complete answer within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(Trouble.INTERRUPTED, request, "interrupted while waiting for the answer");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call ended in a way that nobody foresaw", e.getCause());
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer<HttpAnswer> twiceAtMost(SignedRequest request, byte[] body) throws InterruptedException {
        var first = attempt(request, body);
        if (!worthRepeating(first)) {
            return first;
        }
        Thread.sleep(jitter.nextLong(PAUSE_LEAST_MILLIS, PAUSE_MOST_MILLIS));
        return attempt(request, body);
    }

    private static boolean worthRepeating(Answer<HttpAnswer> answer) {
        return switch (answer) {
            case Answer.Given<HttpAnswer> given ->
                !given.value().wellDone() && given.value().trouble() != Trouble.REFUSED;
            case Answer.Failed<HttpAnswer> failed -> failed.trouble() == Trouble.UNREACHABLE;
        };
    }

    private Answer<HttpAnswer> attempt(SignedRequest request, byte[] body) {
        HttpExecuteRequest signed;
        try {
            signed = sign(request, body);
        } catch (SdkException e) {
            return failed(Trouble.NO_CREDENTIALS, request, reason(e));
        }
        var exchange = http.prepareRequest(signed);
        boolean toTheEnd = false;
        try {
            var answer = read(exchange.call(), request);
            toTheEnd = answer instanceof Answer.Given<HttpAnswer>;
            return answer;
        } catch (CharacterCodingException e) {
            return failed(Trouble.NONSENSE, request, "an answer that is not UTF-8");
        } catch (IOException | UncheckedIOException | SdkException e) {
            return failed(Trouble.UNREACHABLE, request, reason(e));
        } finally {
            // A connection that was read to its end is kept for the next call; any other is of no use.
            if (!toTheEnd) {
                exchange.abort();
            }
        }
    }

    private HttpExecuteRequest sign(SignedRequest request, byte[] body) {
        var bare = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(access.endpoint(request.api(), request.region()))
                .encodedPath(request.path())
                .putHeader("Content-Length", String.valueOf(body.length));
        request.query().forEach(bare::putRawQueryParameter);
        request.headers().forEach(bare::putHeader);
        var identity = access.credentials().resolveCredentials();
        var signed = signer.sign(sign -> sign.identity(identity)
                .request(bare.build())
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, request.api().prefix())
                .putProperty(AwsV4HttpSigner.REGION_NAME, request.region().id())
                .putProperty(HttpSigner.SIGNING_CLOCK, time.withZone(ZoneOffset.UTC)));
        return HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
    }

    private static Answer<HttpAnswer> read(HttpExecuteResponse response, SignedRequest request) throws IOException {
        int status = response.httpResponse().statusCode();
        if (status < 200) {
            return failed(Trouble.NONSENSE, request, "an answer that is not HTTP");
        }
        var headers = new HashMap<String, String>();
        response.httpResponse()
                .forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        byte[] bytes = {};
        if (response.responseBody().isPresent()) {
            // Left open when it is too long or breaks off: closing would read on for a while.
            var in = response.responseBody().get();
            bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                return failed(Trouble.TOO_LARGE, request, "an answer of more than " + MOST_BYTES + " bytes");
            }
            in.close();
        }
        // URLConnection does not promise to tell a body that broke off from one that ended.
        var announced = headers.get("content-length");
        if (announced != null && !announced.equals(String.valueOf(bytes.length))) {
            throw new EOFException(bytes.length + " of " + HttpAnswer.shortened(announced) + " bytes came");
        }
        var body = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return new Answer.Given<>(new HttpAnswer(status, headers, body));
    }

    private static Answer<HttpAnswer> failed(Trouble trouble, SignedRequest request, String what) {
        return new Answer.Failed<>(trouble, request.api().prefix() + " in " + request.region() + ": " + what);
    }

    private static String reason(Exception failure) {
        return failure.getClass().getSimpleName() + " " + HttpAnswer.shortened(String.valueOf(failure.getMessage()));
    }
}
