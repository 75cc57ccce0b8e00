package io.regent.lab.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.regent.lab.net.Addresses;
import io.regent.lab.net.Conversation;
import io.regent.lab.net.TcpListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadBalancerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LoadBalancerSettings QUICK =
            LoadBalancerSettings.DEFAULT.checking(Duration.ofMillis(20), Duration.ofSeconds(5));
    private static final LoadBalancerSettings IMPATIENT = new LoadBalancerSettings(
            Duration.ofMillis(20),
            Duration.ofSeconds(5),
            2,
            2,
            "/v2/",
            Statuses.parse("200,401"),
            Duration.ofMillis(300),
            16);
    /** What a target does with a request, of which the head is read and the body is not. */
    private interface Answering {
        void answer(Socket connection, InputStream body) throws IOException, InterruptedException;
    }

    private static final String HEALTHY = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    @Test
    void aHealthyTargetAnswersThroughIt() throws Exception {
        try (RegistryHost registry = RegistryHost.open(Addresses.free("127.0.0.1"), Installed.searchPath());
                LoadBalancer balancer = open(registry.address(), QUICK)) {
            await(balancer, true);
            String answer = ask(balancer, "GET /v2/ HTTP/1.1\r\nHost: registry.example.com\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .containsIgnoringCase("Docker-Distribution-Api-Version: registry/2.0")
                    .containsIgnoringCase("Connection: close")
                    .doesNotContain("awselb")
                    .endsWith("{}");
        }
    }

    @Test
    void aDeadTargetIs502AndBackWhenItIsStartedAgain() throws Exception {
        try (RegistryHost registry = RegistryHost.open(Addresses.free("127.0.0.1"), Installed.searchPath());
                LoadBalancer balancer = open(registry.address(), QUICK)) {
            await(balancer, true);
            registry.kill();
            await(balancer, false);
            assertThat(get(balancer))
                    .startsWith("HTTP/1.1 502 Bad Gateway\r\nServer: awselb/2.0\r\n")
                    .contains("<center><h1>502 Bad Gateway</h1></center>");
            registry.start();
            await(balancer, true);
            assertThat(get(balancer)).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-nonsense\r\n\r\n", "HTTP/1.1 nine OK\r\n\r\n", ""})
    void aTargetThatTalksNonsenseOrHangsUpIs502(String nonsense) throws Exception {
        try (TcpListener target = target(connection -> write(connection, nonsense));
                LoadBalancer balancer = open(target.address(), QUICK)) {
            await(balancer, true);
            assertThat(get(balancer)).startsWith("HTTP/1.1 502 Bad Gateway\r\nServer: awselb/2.0\r\n");
        }
    }

    @Test
    void aTargetThatResetsIs502() throws Exception {
        try (TcpListener target = target(TcpListener::reset);
                LoadBalancer balancer = open(target.address(), QUICK)) {
            await(balancer, true);
            assertThat(get(balancer)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
        }
    }

    @Test
    void aTargetThatSaysNothingIs504() throws Exception {
        try (TcpListener target = target(connection -> Thread.sleep(PATIENCE));
                LoadBalancer balancer = open(target.address(), IMPATIENT)) {
            await(balancer, true);
            assertThat(get(balancer)).startsWith("HTTP/1.1 504 Gateway Time-out\r\nServer: awselb/2.0\r\n");
        }
    }

    @Test
    void requestsGoToAnUnhealthyTargetAllTheSame() throws Exception {
        try (TcpListener target = TcpListener.open(Addresses.anyPort("127.0.0.1"), 32, connection -> {
                    boolean check = HttpHead.read(TimedInput.within(connection, PATIENCE))
                            .path()
                            .equals("/v2/");
                    write(connection, check ? "HTTP/1.1 500 Ill\r\n\r\n" : HEALTHY);
                });
                LoadBalancer balancer = open(target.address(), QUICK)) {
            await(balancer, false);
            assertThat(get(balancer)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("{}");
        }
    }

    @Test
    void anAnswerThatBreaksOffReachesTheClientAsABreakAndNotAsAnEnd() throws Exception {
        try (TcpListener target = target(connection -> {
                    write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                    throw new IOException("killed");
                });
                LoadBalancer balancer = open(target.address(), QUICK)) {
            await(balancer, true);
            try (Socket client = connected(balancer)) {
                write(client, "GET / HTTP/1.1\r\n\r\n");
                assertThat(readToTheEnd(client)).isEqualTo("reset");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, 400", "GET / HTTP/2.0, 400", "NONE HTTP/1.1, 400"})
    void aRequestThatIsNoneIs400(String request, int status) throws Exception {
        try (TcpListener target = target(connection -> {});
                LoadBalancer balancer = open(target.address(), QUICK)) {
            assertThat(ask(balancer, request + "\r\n\r\n")).startsWith("HTTP/1.1 " + status);
            assertThat(ask(balancer, "GET / HTTP/1.1\r\nHost : smuggled\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
            assertThat(ask(balancer, "GET / HTTP/1.1\r\nLong: " + "x".repeat(70_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void aClientThatNeverEndsItsRequestIs408() throws Exception {
        try (TcpListener target = target(connection -> {});
                LoadBalancer balancer = open(target.address(), IMPATIENT)) {
            assertThat(ask(balancer, "GET / HTTP/1.1\r\nHost: ")).startsWith("HTTP/1.1 408 Request Time-out\r\n");
        }
    }

    @Test
    void bodiesStreamBothWays() throws Exception {
        byte[] body = new byte[5_000_000];
        new Random(2).nextBytes(body);
        try (TcpListener target = target((connection, in) -> echoBody(connection, in, body.length));
                LoadBalancer balancer = open(target.address(), QUICK)) {
            await(balancer, true);
            try (Socket client = connected(balancer)) {
                write(client, "PUT /blob HTTP/1.1\r\nContent-Length: " + body.length + "\r\n\r\n");
                Thread sending = Thread.ofVirtual().start(() -> write(client, body));
                InputStream in = TimedInput.within(client, PATIENCE);
                assertThat(HttpHead.read(in).status()).isEqualTo(100);
                assertThat(HttpHead.read(in).status()).isEqualTo(201);
                assertThat(in.readAllBytes()).isEqualTo(body);
                sending.join();
            }
        }
    }

    @Test
    void theTargetLearnsForWhomItAnswers() throws Exception {
        CompletableFuture<HttpHead> seen = new CompletableFuture<>();
        try (TcpListener target = TcpListener.open(Addresses.anyPort("127.0.0.1"), 8, connection -> {
                    HttpHead head = HttpHead.read(TimedInput.within(connection, PATIENCE));
                    if (!head.path().equals("/v2/")) {
                        seen.complete(head);
                    }
                    write(connection, HEALTHY);
                });
                LoadBalancer balancer = open(target.address(), QUICK)) {
            await(balancer, true);
            ask(balancer, """
                    GET /who?is=it HTTP/1.1
                    Host: registry.example.com
                    X-Forwarded-For: 192.0.2.1
                    Connection: keep-alive, X-Mine
                    X-Mine: 1
                    Accept: a
                    Accept: b

                    """);
            HttpHead head = seen.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(head.startLine()).isEqualTo("GET /who?is=it HTTP/1.1");
            assertThat(head.fields())
                    .contains(
                            new HttpHead.Field("Host", "registry.example.com"),
                            new HttpHead.Field("Accept", "a"),
                            new HttpHead.Field("Accept", "b"),
                            new HttpHead.Field("x-forwarded-for", "192.0.2.1, 127.0.0.1"),
                            new HttpHead.Field("Connection", "close"));
            assertThat(head.first("x-mine")).isEmpty();
        }
    }

    @Test
    void someChecksInARowChangeTheTargetsHealthButTheFirstDecidesAlone() {
        TargetHealth first = TargetHealth.INITIAL.after(true, QUICK);
        assertThat(first.state()).isEqualTo(TargetHealth.State.HEALTHY);
        assertThat(TargetHealth.INITIAL.after(false, QUICK).state()).isEqualTo(TargetHealth.State.UNHEALTHY);
        TargetHealth once = first.after(false, QUICK);
        assertThat(once.state()).isEqualTo(TargetHealth.State.HEALTHY);
        assertThat(once.after(true, QUICK).after(false, QUICK).state()).isEqualTo(TargetHealth.State.HEALTHY);
        TargetHealth twice = once.after(false, QUICK);
        assertThat(twice.state()).isEqualTo(TargetHealth.State.UNHEALTHY);
        assertThat(twice.after(true, QUICK).state()).isEqualTo(TargetHealth.State.UNHEALTHY);
        assertThat(twice.after(true, QUICK).after(true, QUICK).state()).isEqualTo(TargetHealth.State.HEALTHY);
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QUICK.checking(Duration.ZERO, Duration.ofSeconds(1)))
                .withMessageContaining("checkInterval 'PT0S': expected 1 ms to 1 h");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QUICK.counting(0, 2))
                .withMessageContaining("rise '0': expected 1 or more");
    }

    private static LoadBalancer open(InetSocketAddress target, LoadBalancerSettings settings) {
        return LoadBalancer.open(Addresses.anyPort("127.0.0.1"), target, settings);
    }

    /** A target that passes its health checks and does something else with every other request. */
    private static TcpListener target(Conversation otherwise) {
        return target((connection, body) -> otherwise.hold(connection));
    }

    private static TcpListener target(Answering otherwise) {
        return TcpListener.open(Addresses.anyPort("127.0.0.1"), 32, connection -> {
            InputStream in = TimedInput.within(connection, PATIENCE);
            if (HttpHead.read(in).path().equals("/v2/")) {
                write(connection, HEALTHY);
            } else {
                otherwise.answer(connection, in);
            }
        });
    }

    private static void echoBody(Socket connection, InputStream in, int length) throws IOException {
        write(
                connection,
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: " + length + "\r\n\r\n");
        byte[] buffer = new byte[8192];
        for (int left = length; left > 0; ) {
            int read = in.read(buffer);
            connection.getOutputStream().write(buffer, 0, read);
            left -= read;
        }
    }

    private static void await(LoadBalancer balancer, boolean healthy) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (balancer.healthy() != healthy) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private static String get(LoadBalancer balancer) throws IOException {
        return ask(balancer, "GET / HTTP/1.1\r\nHost: registry.example.com\r\n\r\n");
    }

    private static String ask(LoadBalancer balancer, String request) throws IOException {
        try (Socket client = connected(balancer)) {
            write(client, request);
            byte[] answer = TimedInput.within(client, PATIENCE).readAllBytes();
            return new String(answer, StandardCharsets.ISO_8859_1);
        }
    }

    private static String readToTheEnd(Socket client) {
        try {
            byte[] answer = TimedInput.within(client, PATIENCE).readAllBytes();
            return new String(answer, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "reset";
        }
    }

    private static Socket connected(LoadBalancer balancer) throws IOException {
        return new Socket(balancer.address().getAddress(), balancer.address().getPort());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
