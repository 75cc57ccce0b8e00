package io.regent.prober;

import static io.regent.prober.Questions.PATIENT;
import static io.regent.prober.Questions.answered;
import static io.regent.prober.Questions.ask;
import static io.regent.prober.Questions.failure;
import static io.regent.prober.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.ServerKeys;
import io.regent.fleet.Address;
import io.regent.fleet.ProbeKind;
import io.regent.probe.Layer;
import io.regent.probe.Observation;
import io.regent.probe.Reason;
import io.regent.prober.FakeNameServer.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;

/** Certificates and names, against a certificate that nobody but these tests trusts. */
final class TlsTest {
    private static final String NAME = "registry.example.com";

    @TempDir
    static Path directory;

    @Nullable
    private static ServerKeys made;

    @BeforeAll
    static void makeCertificate() throws Exception {
        made = ServerKeys.of(NAME, directory);
    }

    private static ServerKeys keys() {
        return Objects.requireNonNull(made);
    }

    private static ServerSocket listening() throws Exception {
        return keys().server().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static LoopbackServer registry() throws Exception {
        return LoopbackServer.on(listening(), connection -> {
            LoopbackServer.readRequest(connection.getInputStream());
            connection
                    .getOutputStream()
                    .write(LoopbackServer.wire("HTTP/1.1 200 OK\nDocker-Distribution-Api-Version: registry/2.0\n\n{}"));
            connection.close();
        });
    }

    private static FakeNameServer names() {
        return new FakeNameServer(question ->
                Answer.of(new ARecord(question.getName(), DClass.IN, 60, InetAddress.ofLiteral("127.0.0.1"))));
    }

    private static SocketProber trusting(FakeNameServer names) {
        return new SocketProber(InstantSource.system(), List.of(names.address()), () -> keys().trusting());
    }

    @Test
    void aTrustedCertificateWithTheRightNameIsAccepted() throws Exception {
        try (LoopbackServer server = registry();
                FakeNameServer names = names()) {
            Address address = new Address(NAME, server.address().port());

            Observation observation = ask(trusting(names), question(address, ProbeKind.REGISTRY, true, PATIENT));

            assertThat(observation.succeeded()).isTrue();
            assertThat(answered(observation))
                    .containsExactly(Layer.DNS, Layer.TCP, Layer.TLS, Layer.HTTP, Layer.REGISTRY);
        }
    }

    @Test
    void theKindHttpsSpeaksTlsWhateverTheTargetSays() throws Exception {
        try (LoopbackServer server = registry();
                FakeNameServer names = names()) {
            Address address = new Address(NAME, server.address().port());

            assertThat(answered(ask(trusting(names), question(address, ProbeKind.HTTPS, false, PATIENT))))
                    .contains(Layer.TLS, Layer.HTTP);
        }
    }

    @Test
    void theKindTcpSpeaksNone() throws Exception {
        try (LoopbackServer server = registry()) {
            Observation observation = ask(
                    new SocketProber(InstantSource.system()), question(server.address(), ProbeKind.TCP, true, PATIENT));

            assertThat(answered(observation)).containsExactly(Layer.TCP);
            assertThat(observation.succeeded()).isTrue();
        }
    }

    @Test
    void aSelfSignedCertificateIsRejected() throws Exception {
        try (LoopbackServer server = registry()) {
            assertRejected(ask(
                    new SocketProber(InstantSource.system()),
                    question(server.address(), ProbeKind.HTTPS, true, PATIENT)));
        }
    }

    @Test
    void aTrustedCertificateOfAnotherNameIsRejected() throws Exception {
        try (LoopbackServer server = registry();
                FakeNameServer names = names()) {
            Address address = new Address("other.example.com", server.address().port());

            assertRejected(ask(trusting(names), question(address, ProbeKind.HTTPS, true, PATIENT)));
            assertRejected(ask(trusting(names), question(server.address(), ProbeKind.HTTPS, true, PATIENT)));
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsRejected() throws Exception {
        try (LoopbackServer server = LoopbackServer.that(connection -> {
            connection.getInputStream().read();
            connection.getOutputStream().write(LoopbackServer.wire("HTTP/1.1 400 Bad Request\n\n"));
        })) {
            assertRejected(ask(
                    new SocketProber(InstantSource.system()),
                    question(server.address(), ProbeKind.HTTPS, true, PATIENT)));
        }
    }

    private static void assertRejected(Observation observation) {
        assertThat(failure(observation).layer()).isEqualTo(Layer.TLS);
        assertThat(failure(observation).reason()).isEqualTo(Reason.TLS_REJECTED);
        assertThat(failure(observation).detail()).isNotBlank();
    }

    @Test
    void aConnectionThatEndsInTheHandshakeIsClosed() throws Exception {
        try (LoopbackServer server = LoopbackServer.that(connection -> {
            connection.getInputStream().read(new byte[16_384]);
            connection.close();
        })) {
            Observation observation = ask(
                    new SocketProber(InstantSource.system()),
                    question(server.address(), ProbeKind.HTTPS, true, PATIENT));

            assertThat(failure(observation).layer()).isEqualTo(Layer.TLS);
            assertThat(failure(observation).reason()).isEqualTo(Reason.CLOSED);
        }
    }

    @Test
    void theServerIsToldWhichNameIsMeant() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        try (LoopbackServer server = LoopbackServer.on(listening(), connection -> {
                    SSLSocket tls = (SSLSocket) connection;
                    tls.startHandshake();
                    told.complete(((ExtendedSSLSession) tls.getSession())
                            .getRequestedServerNames()
                            .toString());
                    tls.close();
                });
                FakeNameServer names = names()) {
            Address address = new Address(NAME, server.address().port());
            ask(trusting(names), question(address, ProbeKind.HTTPS, true, PATIENT));

            assertThat(told.get()).contains(NAME);
        }
    }

    @Test
    void eachRoundMakesAContextOfItsOwnAndOnlyForTls() throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (LoopbackServer server = registry();
                FakeNameServer names = names()) {
            SocketProber prober = new SocketProber(InstantSource.system(), List.of(names.address()), () -> {
                made.incrementAndGet();
                return keys().trusting();
            });
            Address address = new Address(NAME, server.address().port());

            ask(prober, question(address, ProbeKind.TCP, false, PATIENT));
            assertThat(made).hasValue(0);
            ask(prober, question(address, ProbeKind.HTTPS, true, PATIENT));
            ask(prober, question(address, ProbeKind.HTTPS, true, PATIENT));
            assertThat(made).hasValue(2);
        }
    }
}
