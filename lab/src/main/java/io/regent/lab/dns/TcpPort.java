package io.regent.lab.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers over connections (RFC 7766): so many at once, and each for so many queries and so long. */
final class TcpPort implements AutoCloseable {
    /**
     * What clients may take.
     *
     * @param connections at once; the next is closed unheard
     * @param queries over one connection
     * @param idle how long a connection may send nothing
     * @param lifetime how long one may last at all, however busy or slow its client is
     */
    record Limits(int connections, int queries, Duration idle, Duration lifetime) {
        static final Limits USUAL = new Limits(64, 100, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    private final ServerSocket server;
    private final Respondent respondent;
    private final Limits limits;
    private final Semaphore room;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dns-tcp-", 0).factory());
    private final ScheduledExecutorService endings = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dns-tcp-endings").factory());

    TcpPort(ServerSocket server, Respondent respondent, Limits limits) {
        this.server = server;
        this.respondent = respondent;
        this.limits = limits;
        this.room = new Semaphore(limits.connections());
        threads.execute(this::listen);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (room.tryAcquire()) {
                    threads.execute(() -> serve(socket));
                } else {
                    socket.close();
                }
            } catch (IOException | RejectedExecutionException e) {
                if (server.isClosed()) {
                    return;
                }
                // Else a client that left before it was let in.
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            Future<?> ending =
                    endings.schedule(() -> end(socket), limits.lifetime().toMillis(), TimeUnit.MILLISECONDS);
            converse(socket);
            ending.cancel(false);
        } catch (IOException | RejectedExecutionException e) {
            // The client left, said nothing for too long or was at the end of its time, or the port is being closed.
            return;
        } finally {
            open.remove(socket);
            room.release();
        }
    }

    private void converse(Socket socket) throws IOException {
        socket.setSoTimeout(Math.toIntExact(limits.idle().toMillis()));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        for (int queries = 0; queries < limits.queries(); queries++) {
            Optional<byte[]> answer = respondent.overTcp(in.readNBytes(in.readUnsignedShort()));
            // Where there is none, the client waits for one as long as it is let.
            if (answer.isPresent()) {
                write(out, answer.get());
            }
        }
    }

    /** Length and message in one packet, as RFC 7766 asks. */
    private static void write(DataOutputStream out, byte[] answer) throws IOException {
        byte[] framed = new byte[answer.length + 2];
        framed[0] = (byte) (answer.length >> 8);
        framed[1] = (byte) answer.length;
        System.arraycopy(answer, 0, framed, 2, answer.length);
        out.write(framed);
        out.flush();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a connection could not be closed", e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the port could not be closed", e);
        }
        endings.shutdownNow();
        open.forEach(TcpPort::end);
        Ending.of(threads);
    }
}
