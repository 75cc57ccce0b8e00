package io.regent.lab.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.lab.net.Addresses;
import io.regent.lab.net.BlackHole;
import io.regent.lab.net.Conversation;
import io.regent.lab.net.LoopbackNetwork;
import io.regent.lab.net.Site;
import io.regent.lab.net.TcpListener;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.LiveAgenda;
import io.regent.lab.twin.route53.AlarmStreams;
import io.regent.lab.twin.route53.Attempt;
import io.regent.lab.twin.route53.Attempt.Limits;
import io.regent.lab.twin.route53.Attempt.Request;
import io.regent.lab.twin.route53.Attempt.Result;
import io.regent.lab.twin.route53.CheckConfigs;
import io.regent.lab.twin.route53.CheckField;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.twin.route53.Surroundings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketCheckersTest {
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
    private static final Limits HASTY =
            new Limits(Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(200));
    private static final Attempt.Checker CHECKER = new Attempt.Checker("eu-west-1", "198.51.100.1");

    @TempDir
    Path directory;

    private final SocketCheckers checkers = new SocketCheckers(address -> address);

    @AfterEach
    void close() {
        checkers.close();
    }

    private Result ask(SocketCheckers by, InetSocketAddress at, List<Request> request, Limits limits) throws Exception {
        CompletableFuture<Result> result = new CompletableFuture<>();
        by.attempt(
                new Attempt(CHECKER, at.getAddress().getHostAddress(), at.getPort(), request, limits),
                result::complete);
        return result.get(60, TimeUnit.SECONDS);
    }

    private static List<Request> get(int bodyBytes) {
        return List.of(new Request(false, "", "registry.example.com:5000", "/v2/?a=b", bodyBytes));
    }

    private static String requestOf(Socket connection) throws IOException {
        StringBuilder request = new StringBuilder();
        int read = connection.getInputStream().read();
        while (read >= 0) {
            request.append((char) read);
            read = request.indexOf("\r\n\r\n") < 0 ? connection.getInputStream().read() : -1;
        }
        return request.toString();
    }

    private static Conversation answering(String... parts) {
        return connection -> {
            requestOf(connection);
            for (String part : parts) {
                connection.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
                connection.getOutputStream().flush();
            }
        };
    }

    private static TcpListener listening(Conversation conversation) {
        return TcpListener.open(Addresses.anyPort("127.0.0.1"), 64, conversation);
    }

    @Test
    void aPortThatAcceptsIsConnectedTo() throws Exception {
        try (TcpListener endpoint = listening(connection -> {})) {
            assertThat(ask(checkers, endpoint.address(), List.of(), PATIENT)).isInstanceOf(Result.Connected.class);
        }
    }

    @Test
    void aPortThatRefusesIsNot() throws Exception {
        assertThat(ask(checkers, Addresses.free("127.0.0.1"), List.of(), PATIENT))
                .isInstanceOfSatisfying(
                        Result.Failed.class, failed -> assertThat(failed.why()).contains("refused"));
    }

    @Test
    void aConnectionIsNotWaitedForLongerThanTheLimit() throws Exception {
        try (BlackHole hole = BlackHole.open(Addresses.anyPort("127.0.0.1"))) {
            assertThat(ask(checkers, hole.address(), get(0), HASTY)).isInstanceOf(Result.Failed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 401, 503})
    void theStatusAndTheRequestAreWhatWasAskedFor(int status) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (TcpListener endpoint = listening(connection -> {
            heard.complete(requestOf(connection));
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 " + status + " x\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        })) {
            assertThat(ask(checkers, endpoint.address(), get(0), PATIENT))
                    .isInstanceOfSatisfying(Result.Answered.class, answered -> {
                        assertThat(answered.status()).isEqualTo(status);
                        assertThat(answered.body()).isEmpty();
                    });
            assertThat(heard.get())
                    .startsWith("GET /v2/?a=b HTTP/1.1\r\nHost: registry.example.com:5000\r\n")
                    .contains("User-Agent: Amazon-Route53-Health-Check-Service");
        }
    }

    private void answersWith(String body, String field, String... parts) throws Exception {
        List<String> all = new ArrayList<>(List.of("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n"));
        all.addAll(List.of(parts));
        try (TcpListener endpoint = listening(answering(all.toArray(String[]::new)))) {
            assertThat(ask(checkers, endpoint.address(), get(10), PATIENT))
                    .isInstanceOfSatisfying(
                            Result.Answered.class,
                            answered -> assertThat(answered.body()).isEqualTo(body));
        }
    }

    @Test
    void theBodyIsReadHoweverItIsFramedAndNoFurtherThanWanted() throws Exception {
        answersWith("abcd", "Content-Length: 4", "ab", "cd", "ef");
        answersWith("abcdef", "Server: x", "ab", "cd", "ef");
        answersWith("0123456789", "Server: x", "0123456789abcdef");
        answersWith("abcde", "Transfer-Encoding: chunked", "2;x=y\r\nab\r\n", "3\r\ncde\r\n0\r\n\r\n");
        answersWith("0123456789", "Transfer-Encoding: Chunked", "8\r\n01234567\r\n", "8\r\n89abcdef\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"})
    void nonsenseIsNoAnswer(String nonsense) throws Exception {
        try (TcpListener endpoint = listening(answering(nonsense))) {
            assertThat(ask(checkers, endpoint.address(), get(0), PATIENT)).isInstanceOf(Result.Failed.class);
        }
    }

    @Test
    void anAnswerIsNotWaitedForLongerThanTheLimitHoweverItTrickles() throws Exception {
        try (TcpListener endpoint = listening(connection -> {
            requestOf(connection);
            while (true) {
                connection.getOutputStream().write('x');
                Thread.sleep(Duration.ofMillis(20));
            }
        })) {
            assertThat(ask(checkers, endpoint.address(), get(0), HASTY)).isInstanceOf(Result.Failed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "registry.example.com"})
    void aCertificateIsNotValidatedAndTheNameIsSentWhereItIsGiven(String name) throws Exception {
        try (SSLServerSocket server =
                (SSLServerSocket) serverContext().getServerSocketFactory().createServerSocket(0)) {
            CompletableFuture<List<?>> names = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try (SSLSocket connection = (SSLSocket) server.accept()) {
                    requestOf(connection);
                    names.complete(((ExtendedSSLSession) connection.getSession()).getRequestedServerNames());
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    names.completeExceptionally(e);
                }
            });
            List<Request> request = List.of(new Request(true, name, "registry.example.com", "/", 0));
            InetSocketAddress at = new InetSocketAddress(Addresses.of("127.0.0.1"), server.getLocalPort());
            assertThat(ask(checkers, at, request, PATIENT))
                    .isInstanceOfSatisfying(
                            Result.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(204));
            assertThat(names.get(60, TimeUnit.SECONDS)).hasSize(name.isEmpty() ? 0 : 1);
        }
    }

    private SSLContext serverContext() throws Exception {
        Path file = directory.resolve("keys.p12");
        char[] password = "of-a-test".toCharArray();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=nobody.example.org",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(password))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, password);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void aDarkRegionIsDarkToCheckersAndItsHealthCheckTurnsAndComesBack() throws Exception {
        Region ireland = new Region("eu-west-1");
        Faults faults = new Faults();
        InetSocketAddress at = Addresses.free("127.0.91.1");
        try (TcpListener endpoint = TcpListener.open(at, 64, connection -> {});
                LoopbackNetwork network = LoopbackNetwork.open(
                        faults, List.of(new Site(ireland, at.getAddress(), List.of(at.getPort()))), List.of(ireland));
                SocketCheckers outside = new SocketCheckers(network::seenFromOutside);
                LiveAgenda agenda = new LiveAgenda(Clock.systemUTC())) {
            Route53Twin twin = new Route53Twin(
                    agenda,
                    Route53Settings.documented().withHealthPace(50),
                    new Surroundings(outside, AlarmStreams.NONE, name -> List.of()));
            String id = twin.healthChecks()
                    .create(
                            "one",
                            CheckConfigs.tcp(at.getAddress().getHostAddress())
                                    .with(
                                            CheckField.PORT,
                                            Integer.toString(endpoint.address().getPort()))
                                    .with(CheckField.REQUEST_INTERVAL, "10"))
                    .id();
            eventually(() -> twin.healthChecks().status(id).size() == 16);
            assertThat(twin.healthChecks().checkHealthy(id)).isTrue();
            faults.dark(ireland);
            eventually(() -> !twin.healthChecks().checkHealthy(id));
            faults.heal();
            eventually(() -> twin.healthChecks().checkHealthy(id));
        }
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a minute is over").isLessThan(end);
            // As slowly as the account may ask.
            Thread.sleep(Duration.ofMillis(300));
        }
    }
}
