package io.regent.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.ServerKeys;
import io.regent.fleet.Address;
import io.regent.preflight.Learned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as servers show them, trusted or not. */
@Timeout(60)
class TlsCertificatesTest {
    @TempDir
    Path directory;

    /** What a server does with a connection. */
    private interface Manner {
        void treat(Socket connection) throws IOException;
    }

    /** Learns of a certificate while a server treats one connection in its manner. */
    private static Learned<Instant> learned(ServerSocket server, Manner manner) throws IOException {
        try (server) {
            Thread.ofVirtual().start(() -> {
                try (Socket connection = server.accept()) {
                    manner.treat(connection);
                } catch (IOException over) {
                    // The test has what it wanted.
                }
            });
            return new TlsCertificates().validUntil(new Address("127.0.0.1", server.getLocalPort()));
        }
    }

    private static ServerSocket plain() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void theEndOfACertificateThatNobodyTrustsIsLearned() throws Exception {
        ServerKeys keys = ServerKeys.of("registry.example.com", directory);

        Learned<Instant> learned = learned(
                keys.server().getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress()),
                connection -> ((SSLSocket) connection).startHandshake());

        assertThat(learned)
                .isEqualTo(new Learned.Known<>(keys.certificate().getNotAfter().toInstant()));
    }

    @Test
    void whereNobodyListensThatIsSaid() throws Exception {
        ServerSocket server = plain();
        server.close();

        assertThat(new TlsCertificates().validUntil(new Address("127.0.0.1", server.getLocalPort())))
                .isInstanceOfSatisfying(
                        Learned.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("refused"));
    }

    @Test
    void whoeverSpeaksNoTlsIsSaid() throws Exception {
        assertThat(learned(plain(), connection -> {
                    connection.getInputStream().read();
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }))
                .isInstanceOf(Learned.Unknown.class);
    }

    @Test
    void whoeverSaysNothingIsNotWaitedForLong() throws Exception {
        Instant start = Instant.now();

        Learned<Instant> learned =
                learned(plain(), connection -> connection.getInputStream().readAllBytes());

        assertThat(learned).isEqualTo(new Learned.Unknown<>("no certificate within 5000 ms"));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
}
