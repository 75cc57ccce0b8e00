package io.regent.aws;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server on loopback that behaves as badly as a test wants: the nth request that arrives gets the nth
 * behaviour, later ones the last. It can say whether its clients hung up.
 */
final class RawServer implements Closeable {
    /** What it does once a request has been read; the connection is closed afterwards. */
    interface Behaviour {
        void answer(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    record Received(String method, String target, Map<String, String> headers, String body) {}

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final List<Behaviour> behaviours;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    RawServer(Behaviour... behaviours) throws IOException {
        this.behaviours = List.of(behaviours);
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    /** Counted down when a client was seen to close its end. */
    CountDownLatch hungUp() {
        return hungUp;
    }

    static Behaviour answering(int status, String body, String... headers) {
        return (in, out) -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            write(
                    out,
                    "HTTP/1.1 " + status + " Some\r\nConnection: close\r\n" + more + "Content-Length: " + bytes.length
                            + "\r\n\r\n");
            out.write(bytes);
            out.flush();
        };
    }

    /** Reads on and says nothing, until the client hangs up. */
    static Behaviour silent() {
        return (in, out) -> {
            if (in.read() < 0) {
                throw new IOException("hung up");
            }
        };
    }

    /** Begins an answer and goes on with it byte by byte, until the client hangs up. */
    static Behaviour dripping(String begin) {
        return (in, out) -> {
            write(out, begin);
            while (true) {
                write(out, "x");
                Thread.sleep(5);
            }
        };
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = socket.getInputStream();
            received.add(read(in));
            int turn = Math.min(next.getAndIncrement(), behaviours.size() - 1);
            behaviours.get(turn).answer(in, socket.getOutputStream());
        } catch (IOException e) {
            hungUp.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Received read(InputStream in) throws IOException {
        var first = line(in).split(" ", -1);
        var headers = new LinkedHashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Received(first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("hung up within a request");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
