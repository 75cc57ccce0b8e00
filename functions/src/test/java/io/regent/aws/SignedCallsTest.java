package io.regent.aws;

import static io.regent.aws.RawServer.answering;
import static io.regent.aws.RawServer.dripping;
import static io.regent.aws.RawServer.silent;
import static io.regent.aws.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.process.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SignedCallsTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Region MUMBAI = new Region("ap-south-1");
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static SignedCalls calls(String endpoint) {
        var access = AwsAccess.from(Environment.of(Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL", endpoint,
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", SECRET,
                "AWS_SESSION_TOKEN", "a-token")));
        return new SignedCalls(access, InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z")), new Random(1));
    }

    private static Answer<HttpAnswer> call(RawServer server, Duration deadline) {
        try (var calls = calls(server.uri().toString())) {
            return calls.call(request(), deadline);
        }
    }

    private static SignedRequest request() {
        var body = JsonObject.builder().with("ask", "ü").build();
        return new SignedRequest(
                AwsApi.LAMBDA,
                MUMBAI,
                "/2015-03-31/functions/probe/invocations",
                Map.of("Qualifier", "$LATEST"),
                Map.of("Content-Type", "application/json"),
                Json.write(body));
    }

    private static void assertFailed(Answer<?> answer, Trouble trouble) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.trouble()).isEqualTo(trouble);
            assertThat(failed.detail()).startsWith("lambda in ap-south-1: ");
        });
    }

    @Test
    void theReceiverOfACallFindsItsSignatureRight() throws IOException {
        try (var server = new RawServer(answering(200, "{}"))) {
            assertThat(call(server, AMPLE)).isInstanceOf(Answer.Given.class);

            var received = server.received().getFirst();
            var authorization = received.headers().getOrDefault("authorization", "none");
            assertThat(authorization)
                    .contains("Credential=AKIDEXAMPLE/20150830/ap-south-1/lambda/aws4_request,")
                    .endsWith("Signature="
                            + SigV4.expected(
                                    received.method(),
                                    received.target(),
                                    received.headers(),
                                    received.body(),
                                    authorization,
                                    SECRET));
            assertThat(SigV4.between(authorization, "SignedHeaders=", ","))
                    .contains("host")
                    .contains("x-amz-security-token");
            assertThat(received.headers()).containsEntry("x-amz-security-token", "a-token");
            assertThat(received.target()).isEqualTo("/2015-03-31/functions/probe/invocations?Qualifier=%24LATEST");
            assertThat(request().body()).isEqualTo(received.body());
        }
    }

    @Test
    void theCheckOfSignaturesAgreesWithAwssPublishedExample() {
        // "post-vanilla" of the Signature Version 4 test suite.
        var authorization = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=host;x-amz-date, Signature=?";
        var headers = Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z");

        assertThat(SigV4.expected("POST", "/", headers, "", authorization, SECRET))
                .isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    }

    @Test
    void aSilentServerIsLeftAtTheDeadline() throws IOException, InterruptedException {
        try (var server = new RawServer(silent())) {
            assertFailed(call(server, SHORT), Trouble.TIMED_OUT);
            assertThat(server.hungUp().await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 500 Oh\r\nContent-Length: 1000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Slow: ",
                "HTTP/1.1 200 ",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n"
            })
    void aServerThatAnswersByteByByteIsLeftAtTheDeadline(String begin) throws IOException, InterruptedException {
        try (var server = new RawServer(dripping(begin))) {
            assertFailed(call(server, SHORT), Trouble.TIMED_OUT);
            assertThat(server.hungUp().await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anInterruptedCallerStopsWaitingAndStaysInterrupted() throws IOException, InterruptedException {
        try (var server = new RawServer(silent())) {
            Thread.currentThread().interrupt();
            var answer = call(server, AMPLE);

            assertThat(Thread.interrupted()).isTrue();
            assertFailed(answer, Trouble.INTERRUPTED);
        }
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws IOException {
        int nobodyListens;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            nobodyListens = socket.getLocalPort();
        }
        try (var calls = calls("http://127.0.0.1:" + nobodyListens)) {
            assertFailed(calls.call(request(), AMPLE), Trouble.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void aFailureThatMayPassIsTriedOnceMore(int status) throws IOException {
        try (var server = new RawServer(answering(status, "{}"), answering(200, "{\"fine\":true}"))) {
            assertThat(call(server, AMPLE))
                    .isInstanceOfSatisfying(
                            Answer.Given.class,
                            given -> assertThat(((HttpAnswer) given.value()).body())
                                    .isEqualTo("{\"fine\":true}"));
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void aThrottledCallIsTriedOnceMoreAndNoMore() throws IOException {
        var throttled = answering(400, "{\"__type\":\"com.amazon.coral#ThrottlingException\",\"message\":\"slow\"}");
        try (var server = new RawServer(throttled)) {
            assertThat(call(server, AMPLE).then(HttpAnswer::unlessRefused))
                    .isEqualTo(new Answer.Failed<>(Trouble.THROTTLED, "status 400 ThrottlingException: slow"));
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void aRefusalIsNotTriedAgain() throws IOException {
        var denied = answering(
                403, "{\"Message\":\"no\"}", "x-amzn-ErrorType: AccessDeniedException:http://internal.amazon.com/x/");
        try (var server = new RawServer(denied)) {
            assertThat(call(server, AMPLE).then(HttpAnswer::unlessRefused))
                    .isEqualTo(new Answer.Failed<>(Trouble.REFUSED, "status 403 AccessDeniedException: no"));
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void anErrorPageOfAProxyIsShownInPart() throws IOException {
        try (var server = new RawServer(answering(502, "<html>" + "x".repeat(5_000)))) {
            assertThat(call(server, AMPLE).then(HttpAnswer::unlessRefused))
                    .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                        assertThat(failed.trouble()).isEqualTo(Trouble.BROKEN);
                        assertThat(failed.detail())
                                .startsWith("status 502 without a code: <html>")
                                .hasSizeLessThan(400);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\n{}",
                "HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
            })
    void anAnswerThatBreaksOffIsUnreachableAndTriedOnceMore(String begin) throws IOException {
        try (var server = new RawServer((in, out) -> write(out, begin))) {
            assertFailed(call(server, AMPLE), Trouble.UNREACHABLE);
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void anAnswerBeyondTheLimitIsNotReadToItsEnd() throws IOException, InterruptedException {
        var chunk = "x".repeat(1 << 20);
        try (var server = new RawServer((in, out) -> {
            write(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                write(out, chunk);
            }
        })) {
            assertFailed(call(server, AMPLE), Trouble.TOO_LARGE);
            assertThat(server.hungUp().await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void anAnswerOfExactlyTheLimitIsRead() throws IOException {
        var longest = "x".repeat(Json.MAX_BYTES);
        try (var server = new RawServer(answering(200, longest))) {
            assertThat(call(server, AMPLE))
                    .isInstanceOfSatisfying(
                            Answer.Given.class,
                            given -> assertThat(((HttpAnswer) given.value()).body())
                                    .hasSize(Json.MAX_BYTES));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\u00ff', NONSENSE",
        "'SSH-2.0-OpenSSH_9.6\r\n\r\n', UNREACHABLE",
        "'HTTP/1.1 fine\r\nContent-Length: 2\r\n\r\n{}', UNREACHABLE"
    })
    void anAnswerThatIsNoTextOrNoHttpIsNotGiven(String answer, Trouble trouble) throws IOException {
        try (var server = new RawServer((in, out) -> write(out, answer))) {
            assertFailed(call(server, AMPLE), trouble);
        }
    }

    @Test
    void aRedirectionIsNotFollowed() throws IOException {
        try (var elsewhere = new RawServer(answering(200, "{}"));
                var server = new RawServer(answering(307, "{}", "Location: " + elsewhere.uri()))) {
            assertThat(call(server, AMPLE).then(HttpAnswer::unlessRefused))
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(failed.trouble()).isEqualTo(Trouble.REFUSED));
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void missingCredentialsAreNamedAsSuch() {
        var access = AwsAccess.from(Environment.of(Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:9",
                "AWS_PROFILE", "a-profile-that-nobody-has")));
        try (var calls = new SignedCalls(access, InstantSource.system(), new Random(1))) {
            assertFailed(calls.call(request(), AMPLE), Trouble.NO_CREDENTIALS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT60.001S"})
    void aDeadlineOutOfRangeIsRefused(Duration deadline) {
        try (var calls = calls("http://127.0.0.1:9")) {
            assertThatThrownBy(() -> calls.call(request(), deadline))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("up to PT1M");
        }
    }

    @Test
    void boundedWorkIsStoppedWhenItsCallerLeaves() throws InterruptedException {
        var stopped = new CountDownLatch(1);
        assertThatThrownBy(() -> Bounded.call(Duration.ofMillis(50), () -> {
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                    } finally {
                        stopped.countDown();
                    }
                }))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
