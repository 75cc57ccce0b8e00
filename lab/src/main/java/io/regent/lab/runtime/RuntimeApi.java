package io.regent.lab.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The Runtime API of one process ("Using the Lambda runtime API for custom runtimes", with {@code restore/next} and
 * {@code restore/error} of "Restore hooks for custom runtimes"), and beside it the credentials endpoint that a function
 * with SnapStart has. An own server rather than the JDK's: that one sends head and body apart, which costs 40 ms where
 * the other side delays its acknowledgement.
 */
final class RuntimeApi implements AutoCloseable {
    /** The path of the credentials, as Lambda's agent has it. */
    static final String CREDENTIALS = "/2021-04-23/credentials";

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final int MOST_HEAD_BYTES = 64 * 1024;

    /** One more than a response may have, so that one that is too large can be told ("Lambda quotas"). */
    private static final int MOST_BODY_BYTES = 6 * 1024 * 1024 + 1;

    private final ServerSocket listener;
    private final byte[] credentials;
    private final BlockingQueue<Said> said;
    private final BlockingQueue<Answer> work = new LinkedBlockingQueue<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param credentials the JSON that the credentials endpoint gives
     * @param said takes what the process tells
     */
    RuntimeApi(byte[] credentials, BlockingQueue<Said> said) throws IOException {
        this.credentials = credentials;
        this.said = said;
        listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Thread.ofVirtual().name("runtime api " + listener.getLocalPort()).start(this::accept);
    }

    /** The host and port that {@code AWS_LAMBDA_RUNTIME_API} names. */
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Answers the process that waits for an invocation. */
    void invoke(Map<String, String> headers, byte[] payload) {
        work.add(new Answer(200, headers, payload));
    }

    /** Answers the process that waits to be restored. */
    void restore() {
        work.add(new Answer(200, Map.of(), new byte[0]));
    }

    @Override
    public void close() {
        closeQuietly(listener);
        connections.forEach(RuntimeApi::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().name("runtime api connection").start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // Nobody connects any more.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (Request request = Request.read(in); ; request = Request.read(in)) {
                out.write(answer(request).bytes());
            }
        } catch (EOFException | SocketException ended) {
            // The process has closed it, or ended.
        } catch (IOException e) {
            said.add(new Said.CannotStart(
                    Problem.json("Lab.RuntimeApi", "the Runtime API was spoken to wrongly: " + e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private Answer answer(Request request) throws InterruptedException {
        String path = request.path();
        if (path.equals(CREDENTIALS)) {
            return Answer.json(200, credentials);
        }
        if (!path.startsWith(ROOT)) {
            return Answer.json(404, Problem.json("Lab.RuntimeApi", "no such path: " + path));
        }
        String[] parts = path.substring(ROOT.length()).split("/", -1);
        String last = parts[parts.length - 1];
        switch (request.method() + " " + parts[0] + " " + last) {
            case "GET invocation next" -> {
                said.add(new Said.Next());
                return work.take();
            }
            case "GET restore next" -> {
                said.add(new Said.Checkpoint());
                return work.take();
            }
            case "POST invocation response" -> said.add(new Said.Answered(request.body()));
            case "POST invocation error" -> said.add(new Said.Failed(request.body()));
            case "POST init error", "POST restore error" -> said.add(new Said.CannotStart(request.body()));
            default -> {
                return Answer.json(404, Problem.json("Lab.RuntimeApi", "no such path: " + path));
            }
        }
        return Answer.json(202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(int status, Map<String, String> headers, byte[] body) {
        static Answer json(int status, byte[] body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }

        byte[] bytes() {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Lab\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Request(String method, String path, byte[] body) {
        static Request read(InputStream in) throws IOException {
            String[] lines = head(in).split("\r\n", -1);
            String[] first = lines[0].split(" ", -1);
            if (first.length != 3) {
                throw new IOException("request line '" + lines[0] + "'");
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line : lines) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
            return new Request(first[0], first[1], body(in, headers));
        }

        private static String head(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.length() < MOST_HEAD_BYTES) {
                int read = in.read();
                if (read < 0) {
                    throw new EOFException();
                }
                head.append((char) read);
                if (head.length() > 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                    return head.substring(0, head.length() - 4);
                }
            }
            throw new IOException("a head of more than " + MOST_HEAD_BYTES + " bytes");
        }

        private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
            if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                    body.writeBytes(exactly(in, Math.min(size, MOST_BODY_BYTES - body.size())));
                    if (body.size() == MOST_BODY_BYTES) {
                        return body.toByteArray();
                    }
                    line(in);
                }
                line(in);
                return body.toByteArray();
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return exactly(in, Math.min(length, MOST_BODY_BYTES));
        }

        private static byte[] exactly(InputStream in, int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int read = in.read(); read != '\n'; read = in.read()) {
                if (read < 0 || line.length() > MOST_HEAD_BYTES) {
                    throw new EOFException();
                }
                line.append((char) read);
            }
            return line.toString().strip();
        }
    }
}
