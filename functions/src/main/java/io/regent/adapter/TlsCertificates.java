package io.regent.adapter;

import io.regent.aws.Bounded;
import io.regent.fleet.Address;
import io.regent.preflight.Certificates;
import io.regent.preflight.Learned;
import io.regent.report.Brief;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Certificates, by the beginning of a TLS connection. Whoever answers is believed, since nothing is said to it, and a
 * certificate that nobody should believe is what is looked for; whether it can be trusted the probes find out.
 */
public final class TlsCertificates implements Certificates {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Override
    public Learned<Instant> validUntil(Address address) {
        try {
            return Bounded.call(DEADLINE, () -> shown(address));
        } catch (TimeoutException e) {
            return new Learned.Unknown<>("no certificate within " + DEADLINE.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Learned.Unknown<>("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException || e.getCause() instanceof IllegalArgumentException) {
                return new Learned.Unknown<>(Brief.of(e.getCause().getClass().getSimpleName() + ": "
                        + e.getCause().getMessage()));
            }
            throw new IllegalStateException("a handshake failed unexpectedly", e.getCause());
        }
    }

    private static Learned<Instant> shown(Address address) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Believing()}, null);
        // Closing the plain socket under TLS is meant: SSLSocket.close may wait for what the peer has to say.
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(address.host(), address.port()));
            SSLSocket secured =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, address.host(), address.port(), false);
            secured.startHandshake();
            Certificate[] chain = secured.getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? new Learned.Known<>(certificate.getNotAfter().toInstant())
                    : new Learned.Unknown<>("it shows no X.509 certificate");
        }
    }

    /** Believes whoever answers. */
    private static final class Believing extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
