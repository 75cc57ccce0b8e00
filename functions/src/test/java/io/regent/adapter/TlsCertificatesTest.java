package io.regent.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Address;
import io.regent.preflight.Learned;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as servers show them, trusted or not. */
@Timeout(60)
class TlsCertificatesTest {
    private static final char[] PASSWORD = "of-a-test".toCharArray();

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
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=registry.example.com",
                        "-validity",
                        "3",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);

        Learned<Instant> learned = learned(
                tls.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress()),
                connection -> ((SSLSocket) connection).startHandshake());

        assertThat(learned)
                .isEqualTo(new Learned.Known<>(((X509Certificate) keys.getCertificate("server"))
                        .getNotAfter()
                        .toInstant()));
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
