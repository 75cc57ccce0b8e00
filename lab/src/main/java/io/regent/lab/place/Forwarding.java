package io.regent.lab.place;

import io.regent.lab.net.TcpListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One client's request through the load balancer. Both connections serve one request and are closed after it, told to
 * each side by {@code Connection: close}: the answer then ends where the target closes, and no body has to be counted.
 */
final class Forwarding {
    private static final int BUFFER = 16 * 1024;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    // After the answer, for a client that is still sending: closing on unread bytes would reset the connection, and
    // could take the answer with it.
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade");
    private static final int MOST_INTERIM = 8;
    private static final String FORWARDED_FOR = "x-forwarded-for";
    private static final String FORWARDED_PROTO = "x-forwarded-proto";
    private static final String FORWARDED_PORT = "x-forwarded-port";

    /** An answer of the load balancer's own. */
    private enum Page {
        BAD_REQUEST("400 Bad Request"),
        REQUEST_TIMEOUT("408 Request Time-out"),
        BAD_GATEWAY("502 Bad Gateway"),
        GATEWAY_TIMEOUT("504 Gateway Time-out");

        private final String status;

        Page(String status) {
            this.status = status;
        }

        byte[] bytes() {
            String body = "<html>\r\n<head><title>" + status + "</title></head>\r\n<body>\r\n<center><h1>" + status
                    + "</h1></center>\r\n</body>\r\n</html>\r\n";
            return ("HTTP/1.1 " + status + "\r\nServer: awselb/2.0\r\nContent-Type: text/html\r\nContent-Length: "
                            + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final Socket client;
    private final InetSocketAddress target;
    private final Duration idle;
    private final InputStream fromClient;
    private final OutputStream toClient;
    private volatile long lastByte = System.nanoTime();

    Forwarding(Socket client, InetSocketAddress target, Duration idle) throws IOException {
        this.client = client;
        this.target = target;
        this.idle = idle;
        this.fromClient = timed(client);
        this.toClient = client.getOutputStream();
    }

    /** An input that gives up when neither side has said anything for the idle time. */
    private TimedInput timed(Socket socket) throws IOException {
        return new TimedInput(socket, () -> lastByte + idle.toNanos());
    }

    /** Reads the request, and forwards it or answers for the target. */
    void serve() throws IOException, InterruptedException {
        HttpHead request;
        try {
            request = HttpHead.read(fromClient);
            request.path();
        } catch (HttpHead.Malformed e) {
            answer(Page.BAD_REQUEST);
            return;
        } catch (SocketTimeoutException e) {
            answer(Page.REQUEST_TIMEOUT);
            return;
        }
        forward(request);
    }

    /** Answers before anything of the request's body was read. */
    private void answer(Page page) throws IOException, InterruptedException {
        toClient.write(page.bytes());
        client.shutdownOutput();
        Thread.ofVirtual().start(this::discard).join(LINGER);
    }

    private void forward(HttpHead request) throws IOException, InterruptedException {
        try (Socket server = new Socket()) {
            try {
                server.setTcpNoDelay(true);
                server.connect(target, Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
                server.getOutputStream().write(forTarget(request).bytes());
            } catch (SocketTimeoutException e) {
                answer(Page.GATEWAY_TIMEOUT);
                return;
            } catch (IOException e) {
                answer(Page.BAD_GATEWAY);
                return;
            }
            lastByte = System.nanoTime();
            Thread watching = Thread.ofVirtual().start(() -> watch(server));
            try {
                exchangeBodies(server);
            } finally {
                watching.interrupt();
            }
        }
    }

    private void exchangeBodies(Socket server) throws IOException, InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> sendBody(server, sent));
        TimedInput fromServer = timed(server);
        if (passHead(fromServer)) {
            pump(fromServer, toClient);
        }
        client.shutdownOutput();
        sent.await(LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Passes the head of the target's answer on, or answers for the target; whether a body follows. */
    private boolean passHead(TimedInput fromServer) throws IOException {
        HttpHead head;
        try {
            head = finalHead(fromServer);
        } catch (SocketTimeoutException e) {
            toClient.write(Page.GATEWAY_TIMEOUT.bytes());
            return false;
        } catch (IOException e) {
            toClient.write(Page.BAD_GATEWAY.bytes());
            return false;
        }
        toClient.write(head.bytes());
        return true;
    }

    /** Ends an exchange that has come to a standstill: a write to somebody who does not read has no timeout. */
    private void watch(Socket server) {
        try {
            long left = 1;
            while (left > 0) {
                left = lastByte + idle.plus(LINGER).plus(LINGER).toNanos() - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(left);
            }
            TcpListener.reset(server);
            TcpListener.reset(client);
        } catch (InterruptedException ended) {
            // The exchange has come to its end by itself.
        }
    }

    private HttpHead forTarget(HttpHead request) {
        String known = request.first(FORWARDED_FOR);
        String from = client.getInetAddress().getHostAddress();
        return endToEnd(request.without(Set.of(FORWARDED_FOR, FORWARDED_PROTO, FORWARDED_PORT)))
                .with(FORWARDED_FOR, known.isEmpty() ? from : known + ", " + from)
                .with(FORWARDED_PROTO, "http")
                .with(FORWARDED_PORT, Integer.toString(client.getLocalPort()));
    }

    /** A head without what concerns one connection only, and with word that this one ends after it. */
    private static HttpHead endToEnd(HttpHead head) {
        Set<String> listed = Stream.of(head.first("connection").split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return head.without(HOP_BY_HOP).without(listed).with("Connection", "close");
    }

    /** The head of the target's answer; interim ones (1xx) before it go to the client as they come. */
    private HttpHead finalHead(TimedInput fromServer) throws IOException {
        for (int interim = 0; interim < MOST_INTERIM; interim++) {
            HttpHead head = HttpHead.read(fromServer);
            if (head.status() >= 200) {
                return endToEnd(head);
            }
            toClient.write(head.bytes());
        }
        throw new HttpHead.Malformed("more than " + MOST_INTERIM + " interim answers");
    }

    /** Carries what the client still sends; where the target no longer takes it, lets it run into the void. */
    private void sendBody(Socket server, CountDownLatch sent) {
        try {
            pump(fromClient, server.getOutputStream());
            server.shutdownOutput();
        } catch (IOException e) {
            discard();
        } finally {
            sent.countDown();
        }
    }

    private void pump(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            lastByte = System.nanoTime();
        }
    }

    private void discard() {
        try {
            pump(fromClient, OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client has gone, or the connection was closed: nothing is lost that was not to be thrown away.
        }
    }
}
