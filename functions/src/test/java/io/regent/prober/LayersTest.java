package io.regent.prober;

import static io.regent.prober.LoopbackServer.answering;
import static io.regent.prober.LoopbackServer.readRequest;
import static io.regent.prober.LoopbackServer.that;
import static io.regent.prober.LoopbackServer.wire;
import static io.regent.prober.Questions.BRIEF;
import static io.regent.prober.Questions.PATIENT;
import static io.regent.prober.Questions.answered;
import static io.regent.prober.Questions.ask;
import static io.regent.prober.Questions.failure;
import static io.regent.prober.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Address;
import io.regent.fleet.ProbeKind;
import io.regent.probe.Layer;
import io.regent.probe.Observation;
import io.regent.probe.Outcome;
import io.regent.probe.Question;
import io.regent.probe.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One probe against a server that fails in one way. Name resolution and TLS have tests of their own. */
final class LayersTest {
    private static final String REGISTRY = "Docker-Distribution-Api-Version: registry/2.0\n";
    private static final String LOGIN = "WWW-Authenticate: Bearer realm=\"https://auth.example.com/token\"\n";

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SocketProber prober = new SocketProber(InstantSource.fixed(now));

    static Stream<Arguments> wellTargets() {
        return Stream.of(
                Arguments.of(ProbeKind.TCP, "", List.of(Layer.TCP)),
                Arguments.of(ProbeKind.HTTP, "HTTP/1.1 200 OK\n\n", List.of(Layer.TCP, Layer.HTTP)),
                Arguments.of(ProbeKind.HTTP, "HTTP/1.0 200\nA: b\n\nbody", List.of(Layer.TCP, Layer.HTTP)),
                Arguments.of(
                        ProbeKind.HTTP,
                        "HTTP/1.1 103 Early Hints\nLink: </x>\n\nHTTP/1.1 200 OK\n\n",
                        List.of(Layer.TCP, Layer.HTTP)),
                Arguments.of(
                        ProbeKind.REGISTRY,
                        "HTTP/1.1 200 OK\n" + REGISTRY + "\n{}",
                        List.of(Layer.TCP, Layer.HTTP, Layer.REGISTRY)),
                Arguments.of(
                        ProbeKind.REGISTRY,
                        "HTTP/1.1 401 Unauthorized\n" + LOGIN + REGISTRY + "\n",
                        List.of(Layer.TCP, Layer.HTTP, Layer.REGISTRY)));
    }

    @ParameterizedTest
    @MethodSource("wellTargets")
    void aWellTargetAnswersInEveryLayerThatItsKindAsksFor(ProbeKind kind, String answer, List<Layer> layers)
            throws Exception {
        try (LoopbackServer server = answering(answer)) {
            Observation observation = ask(prober, question(server.address(), kind, false, PATIENT));

            assertThat(observation.outcome()).isEqualTo(new Outcome.Answered());
            assertThat(answered(observation)).isEqualTo(layers);
            assertThat(observation.answered())
                    .allSatisfy(time -> assertThat(time.took()).isGreaterThanOrEqualTo(Duration.ZERO));
            assertThat(observation.at()).isEqualTo(now);
        }
    }

    static Stream<Arguments> badAnswers() {
        String tooMuch = "HTTP/1.1 200 OK\nX: " + "x".repeat(Http.MOST_BYTES) + "\n\n";
        return Stream.of(
                Arguments.of(ProbeKind.HTTP, "", Layer.HTTP, Reason.CLOSED),
                Arguments.of(ProbeKind.HTTP, "HTTP/1.1 200 OK\nServer: x\n", Layer.HTTP, Reason.CLOSED),
                Arguments.of(ProbeKind.HTTP, "SSH-2.0-OpenSSH_9.6\n", Layer.HTTP, Reason.MALFORMED),
                Arguments.of(ProbeKind.HTTP, "HTTP/1.1 OK\n\n", Layer.HTTP, Reason.MALFORMED),
                Arguments.of(ProbeKind.HTTP, "HTTP/1.1 200 OK\nno field\n\n", Layer.HTTP, Reason.MALFORMED),
                Arguments.of(ProbeKind.HTTP, "\u0000\u0001\u0002\n\n", Layer.HTTP, Reason.MALFORMED),
                Arguments.of(ProbeKind.HTTP, tooMuch, Layer.HTTP, Reason.MALFORMED),
                Arguments.of(ProbeKind.HTTP, "HTTP/1.1 100 Go on\n\n".repeat(2_000), Layer.HTTP, Reason.MALFORMED),
                Arguments.of(ProbeKind.HTTP, "HTTP/1.1 503 Down\n\n", Layer.HTTP, Reason.STATUS),
                Arguments.of(ProbeKind.REGISTRY, "HTTP/1.1 503 Down\n\n", Layer.HTTP, Reason.STATUS),
                Arguments.of(ProbeKind.REGISTRY, "HTTP/1.1 200 OK\n\n", Layer.REGISTRY, Reason.HEADER),
                Arguments.of(
                        ProbeKind.REGISTRY,
                        "HTTP/1.1 200 OK\nDocker-Distribution-Api-Version: registry/1.0\n\n",
                        Layer.REGISTRY,
                        Reason.HEADER),
                Arguments.of(ProbeKind.REGISTRY, "HTTP/1.1 401 No\n" + REGISTRY + "\n", Layer.REGISTRY, Reason.HEADER),
                Arguments.of(ProbeKind.REGISTRY, "HTTP/1.1 401 No\n" + LOGIN + "\n", Layer.REGISTRY, Reason.HEADER));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void aBadAnswerFailsTheLayerThatItIsBadFor(ProbeKind kind, String answer, Layer layer, Reason reason)
            throws Exception {
        try (LoopbackServer server = answering(answer)) {
            Observation observation = ask(prober, question(server.address(), kind, false, PATIENT));

            assertThat(failure(observation).layer()).isEqualTo(layer);
            assertThat(failure(observation).reason()).isEqualTo(reason);
            assertThat(answered(observation)).doesNotContain(layer).contains(Layer.TCP);
        }
    }

    static Stream<Arguments> requiredHeaders() {
        return Stream.of(
                Arguments.of(Map.of("x-region", ""), true),
                Arguments.of(Map.of("x-region", "eu-west-1"), true),
                Arguments.of(Map.of("x-region", "ap-south-1"), false),
                Arguments.of(Map.of("x-other", ""), false));
    }

    @ParameterizedTest
    @MethodSource("requiredHeaders")
    void aRequiredHeaderMustBeThereWithItsValue(Map<String, String> required, boolean satisfied) throws Exception {
        try (LoopbackServer server = answering("HTTP/1.1 200 OK\nX-Region: other\nX-REGION:eu-west-1 \n\n")) {
            Question question = question(server.address(), ProbeKind.HTTP, false, PATIENT, required);

            Observation observation = ask(prober, question);

            assertThat(observation.succeeded()).isEqualTo(satisfied);
            if (!satisfied) {
                assertThat(failure(observation).reason()).isEqualTo(Reason.HEADER);
                assertThat(failure(observation).layer()).isEqualTo(Layer.HTTP);
            }
        }
    }

    @Test
    void aRegistryOtherThan200And401IsNoneHoweverLenientTheSettings() {
        assertThat(refusalOf(new Head(404, Map.of("docker-distribution-api-version", List.of("registry/2.0")))))
                .isEqualTo(Reason.STATUS);
    }

    private static Reason refusalOf(Head head) {
        try {
            Registry.check(head);
            throw new AssertionError("accepted " + head);
        } catch (Refusal e) {
            return e.reason();
        }
    }

    @Test
    void aPortWhereNothingListensRefuses() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        Observation observation = ask(prober, question(new Address("127.0.0.1", port), ProbeKind.TCP, false, PATIENT));

        assertThat(failure(observation).reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure(observation).layer()).isEqualTo(Layer.TCP);
        assertThat(observation.answered()).isEmpty();
    }

    @Test
    void aConnectionThatIsResetIsClosed() throws Exception {
        try (LoopbackServer server = that(connection -> {
            readRequest(connection.getInputStream());
            connection.setSoLinger(true, 0);
            connection.close();
        })) {
            Observation observation = ask(prober, question(server.address(), ProbeKind.HTTP, false, PATIENT));

            assertThat(failure(observation).reason()).isEqualTo(Reason.CLOSED);
        }
    }

    @Test
    void aFullAcceptQueueTimesOutInTcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> queue = new ArrayList<>();
            try {
                for (int i = 0; i < 8; i++) {
                    SocketChannel channel = SocketChannel.open();
                    queue.add(channel);
                    channel.configureBlocking(false);
                    channel.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
                }
                Address address = new Address("127.0.0.1", server.getLocalPort());

                assertTimedOutIn(Layer.TCP, ask(prober, question(address, ProbeKind.HTTP, false, BRIEF)));
            } finally {
                for (SocketChannel channel : queue) {
                    channel.close();
                }
            }
        }
    }

    @Test
    void aSilentServerTimesOutInTheLayerThatAsks() throws Exception {
        try (LoopbackServer server = that(connection -> {})) {
            assertTimedOutIn(Layer.HTTP, ask(prober, question(server.address(), ProbeKind.HTTP, false, BRIEF)));
            assertTimedOutIn(Layer.TLS, ask(prober, question(server.address(), ProbeKind.HTTP, true, BRIEF)));
        }
    }

    @Test
    void headersThatDripTimeOut() throws Exception {
        try (LoopbackServer server = that(connection -> {
            connection.getOutputStream().write(wire("HTTP/1.1 200 OK\nX: "));
            while (true) {
                connection.getOutputStream().write('x');
                Thread.sleep(10);
            }
        })) {
            assertTimedOutIn(Layer.HTTP, ask(prober, question(server.address(), ProbeKind.HTTP, false, BRIEF)));
        }
    }

    private static void assertTimedOutIn(Layer layer, Observation observation) {
        assertThat(failure(observation).layer()).isEqualTo(layer);
        assertThat(failure(observation).reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(answered(observation)).doesNotContain(layer);
    }

    @Test
    void nothingIsReadBeyondTheBound() throws Exception {
        CompletableFuture<Boolean> clientLeft = new CompletableFuture<>();
        try (LoopbackServer server = that(connection -> {
            byte[] more = wire("HTTP/1.1 200 OK\nX: " + "x".repeat(65_536));
            try {
                while (true) {
                    connection.getOutputStream().write(more);
                }
            } catch (IOException e) {
                clientLeft.complete(true);
            }
        })) {
            Observation observation = ask(prober, question(server.address(), ProbeKind.HTTP, false, PATIENT));

            assertThat(failure(observation).reason()).isEqualTo(Reason.MALFORMED);
            assertThat(clientLeft.get()).isTrue();
        }
    }

    @Test
    void theRequestNamesItsHostAndKeepsNothingOpen() throws Exception {
        CompletableFuture<String> request = new CompletableFuture<>();
        try (LoopbackServer server = that(connection -> {
            request.complete(readRequest(connection.getInputStream()));
            connection.getOutputStream().write(wire("HTTP/1.1 200 OK\n\n"));
        })) {
            ask(prober, question(server.address(), ProbeKind.HTTP, false, PATIENT));

            assertThat(request.get().lines())
                    .contains("GET /v2/ HTTP/1.1", "Host: " + server.address(), "Connection: close");
        }
    }

    @Test
    void aPathCannotAddToTheRequest() {
        String request =
                new String(Http.request(new Address("::1", 80), false, "/a b\r\nX: \u00e9"), StandardCharsets.US_ASCII);

        assertThat(request).startsWith("GET /a%20b%0D%0AX:%20%C3%A9 HTTP/1.1\r\nHost: [::1]\r\n");
    }

    @Test
    void theDetailIsBoundedAndPrintable() throws Exception {
        String hostile =
                "HTTP/1.1 200 \u001b[31m\u0007" + "z".repeat(5_000) + "\nno field \u001b]0;" + "z".repeat(900) + "\n\n";
        try (LoopbackServer server = answering(hostile)) {
            Observation observation = ask(prober, question(server.address(), ProbeKind.HTTP, false, PATIENT));

            assertThat(failure(observation).detail())
                    .startsWith("not a header field: no field ]0;zzz")
                    .hasSizeLessThanOrEqualTo(200);
        }
    }
}
