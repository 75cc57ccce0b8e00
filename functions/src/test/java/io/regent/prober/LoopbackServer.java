package io.regent.prober;

import io.regent.fleet.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that does to each connection what a test says, and forgets how that ended. */
final class LoopbackServer implements AutoCloseable {
    private final ServerSocket server;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

    private LoopbackServer(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        Thread.startVirtualThread(() -> accept(behaviour));
    }

    static LoopbackServer that(Behaviour behaviour) {
        try {
            return on(new ServerSocket(0, 300, InetAddress.getLoopbackAddress()), behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LoopbackServer on(ServerSocket server, Behaviour behaviour) {
        return new LoopbackServer(server, behaviour);
    }

    /** Reads a request and answers with a text whose line ends are made those of HTTP. */
    static LoopbackServer answering(String answer) {
        return that(connection -> {
            readRequest(connection.getInputStream());
            connection.getOutputStream().write(wire(answer));
            connection.close();
        });
    }

    static byte[] wire(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Everything up to the empty line. */
    static String readRequest(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            request.append((char) next);
        }
        return request.toString();
    }

    Address address() {
        return new Address("127.0.0.1", server.getLocalPort());
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.startVirtualThread(() -> behave(behaviour, connection));
            } catch (IOException e) {
                // Closed by the test, or a handshake that is the client's to notice.
            }
        }
    }

    private static void behave(Behaviour behaviour, Socket connection) {
        try {
            behaviour.serve(connection);
        } catch (IOException | InterruptedException e) {
            // The client has gone, as clients of these servers do.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    /** What happens to a connection; it stays open unless this closes it. */
    interface Behaviour {
        void serve(Socket connection) throws IOException, InterruptedException;
    }
}
