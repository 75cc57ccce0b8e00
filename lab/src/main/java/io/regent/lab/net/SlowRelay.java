package io.regent.lab.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A loopback port that leads to another one by a slow way: every byte arrives a while after it was sent, in both
 * directions, and the first answer therefore twice that while after the question. The connection itself is made at
 * once, since only the kernel could delay that; a target that refuses shows as a reset after the delay.
 */
public final class SlowRelay implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 256;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    // Nothing said for this long in a direction ends a connection, so that forgotten ones do not use up the relay.
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final int CHUNK = 16 * 1024;
    // Per direction; a sender that is ahead of it waits. With the chunk's size, the most that a connection holds.
    private static final int MOST_CHUNKS_UNDER_WAY = 32;

    /** Some bytes on their way, due at a {@link System#nanoTime}; none at all is the end of the direction. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: handed from one thread to the next.
    private record Chunk(long due, byte[] bytes) {}

    private final InetSocketAddress target;
    private final Supplier<Duration> delay;
    private final TcpListener listener;

    private SlowRelay(InetSocketAddress wanted, InetSocketAddress target, Supplier<Duration> delay) {
        this.target = target;
        this.delay = delay;
        this.listener = TcpListener.open(wanted, MOST_CONNECTIONS, this::relay);
    }

    /**
     * Opens a slow way to a target.
     *
     * @param wanted a loopback address; port 0 takes any free one
     * @param delay each way, asked anew for every chunk of bytes, so that a connection slows down and recovers with its
     *     path
     * @throws AddressUnavailable when the address or the port cannot be had
     */
    public static SlowRelay open(InetSocketAddress wanted, InetSocketAddress target, Supplier<Duration> delay) {
        return new SlowRelay(wanted, target, delay);
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    private void relay(Socket client) throws IOException, InterruptedException {
        try (Socket server = new Socket()) {
            connect(server);
            client.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
            server.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
            Thread there = Thread.ofVirtual().start(() -> carry(client, server));
            Thread back = Thread.ofVirtual().start(() -> carry(server, client));
            try {
                there.join();
                back.join();
            } finally {
                there.interrupt();
                back.interrupt();
            }
        }
    }

    private void connect(Socket server) throws IOException, InterruptedException {
        try {
            server.setTcpNoDelay(true);
            server.connect(target, Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
        } catch (IOException e) {
            // The news of a refusal takes its time as well.
            Thread.sleep(delay.get().multipliedBy(2));
            throw e;
        }
    }

    /** Carries one direction to its end; a failure resets both connections, which ends the other direction too. */
    private void carry(Socket from, Socket to) {
        BlockingQueue<Chunk> way = new ArrayBlockingQueue<>(MOST_CHUNKS_UNDER_WAY);
        Thread arriving = Thread.ofVirtual().start(() -> arrive(way, from, to));
        try {
            byte[] buffer = new byte[CHUNK];
            int read;
            do {
                read = from.getInputStream().read(buffer);
                byte[] bytes = Arrays.copyOf(buffer, Math.max(0, read));
                way.put(new Chunk(System.nanoTime() + delay.get().toNanos(), bytes));
            } while (read >= 0);
            arriving.join();
        } catch (IOException | InterruptedException gone) {
            arriving.interrupt();
            resetBoth(from, to);
        }
    }

    private static void arrive(BlockingQueue<Chunk> way, Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = way.take(); ; chunk = way.take()) {
                TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
                if (chunk.bytes().length == 0) {
                    to.shutdownOutput();
                    return;
                }
                out.write(chunk.bytes());
            }
        } catch (IOException | InterruptedException gone) {
            resetBoth(from, to);
        }
    }

    private static void resetBoth(Socket one, Socket other) {
        TcpListener.reset(one);
        TcpListener.reset(other);
    }

    /** Frees the port and resets every connection. */
    @Override
    public void close() {
        listener.close();
    }
}
