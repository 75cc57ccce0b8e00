package io.regent.lab.checkers;

import io.regent.lab.place.HttpHead;
import io.regent.lab.place.TimedInput;
import io.regent.lab.twin.route53.Attempt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** One HTTP request over a connection, and as much of the answer as a checker wants. */
final class Exchange {
    private static final String AGENT = "Amazon-Route53-Health-Check-Service (lab)";

    private Exchange() {}

    static Attempt.Result over(Socket socket, Attempt.Request request, Attempt.Limits limits, Duration connected)
            throws IOException {
        long start = System.nanoTime();
        long[] deadline = {start + limits.answer().toNanos()};
        Socket spoken = request.secure() ? secured(socket, request.serverName(), limits.answer()) : socket;
        spoken.getOutputStream()
                .write(("GET " + request.path() + " HTTP/1.1\r\nHost: " + request.host() + "\r\nUser-Agent: " + AGENT
                                + "\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        TimedInput in = new TimedInput(spoken, () -> deadline[0]);
        HttpHead head = HttpHead.read(in);
        int status = head.status();
        long answered = System.nanoTime();
        deadline[0] = answered + limits.body().toNanos();
        String body = request.bodyBytes() == 0 ? "" : body(in, head, request.bodyBytes());
        return new Attempt.Result.Answered(
                connected,
                Duration.ofNanos(answered - start),
                Duration.ofNanos(System.nanoTime() - answered),
                status,
                body);
    }

    /** The beginning of the body, or all of it where it is shorter. */
    private static String body(InputStream in, HttpHead head, int most) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean chunked = head.first("Transfer-Encoding").strip().equalsIgnoreCase("chunked");
        int left = chunked ? chunk(in) : length(head);
        while (left > 0 && body.size() < most) {
            int read = in.read();
            if (read < 0) {
                break;
            }
            body.write(read);
            left--;
            if (left == 0 && chunked) {
                in.skipNBytes(2);
                left = chunk(in);
            }
        }
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    /** As long as it says, or until the connection ends. */
    private static int length(HttpHead head) {
        String length = head.first("Content-Length");
        return length.matches("\\d{1,9}") ? Integer.parseInt(length) : Integer.MAX_VALUE;
    }

    /** The length of the chunk that follows; 0 is the end. */
    private static int chunk(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || line.length() > 64) {
                throw new IOException("The response body is not chunked as it says");
            }
            line.append((char) read);
        }
        String size = line.toString().split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,7}")) {
            throw new IOException("The response body is not chunked as it says");
        }
        return Integer.parseInt(size, 16);
    }

    private static SSLSocket secured(Socket socket, String serverName, Duration limit) throws IOException {
        SSLSocket secured = (SSLSocket) context()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), false);
        if (!serverName.isEmpty()) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
            secured.setSSLParameters(parameters);
        }
        secured.setSoTimeout(Math.max(1, Math.toIntExact(limit.toMillis())));
        try {
            secured.startHandshake();
        } catch (SocketTimeoutException late) {
            throw new IOException("The health checker made no TLS session within the timeout limit", late);
        }
        return secured;
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** "HTTPS health checks don't validate SSL/TLS certificates" (Route 53 Developer Guide). */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
