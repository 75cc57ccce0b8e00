package io.regent.lab.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Listens on a loopback port and holds a conversation on every connection, each on a virtual thread. Holds no more
 * connections than it is told to; further ones wait in the kernel's queue.
 */
public final class TcpListener implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(10);

    private final ServerSocket server;
    private final Conversation conversation;
    private final Semaphore places;
    private final Map<Socket, Thread> open = new ConcurrentHashMap<>();
    private final Thread accepting;
    private volatile boolean closed;

    private TcpListener(ServerSocket server, int most, Conversation conversation) {
        this.server = server;
        this.conversation = conversation;
        this.places = new Semaphore(most);
        this.accepting = Thread.ofVirtual()
                .name("accept " + server.getLocalSocketAddress())
                .unstarted(this::accept);
    }

    /**
     * Listens from now on.
     *
     * @param address a loopback address; port 0 takes any free one
     * @param most connections at a time
     * @throws AddressUnavailable when the address or the port cannot be had
     */
    public static TcpListener open(InetSocketAddress address, int most, Conversation conversation) {
        try {
            TcpListener listener = new TcpListener(Loopback.bind(address, BACKLOG), most, conversation);
            listener.accepting.start();
            return listener;
        } catch (IOException e) {
            throw Loopback.explain(address, e);
        }
    }

    /** Where it listens, with the port that it really has. */
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private void accept() {
        try {
            while (!closed) {
                places.acquire();
                admit();
            }
        } catch (InterruptedException gone) {
            // Closed.
        }
    }

    private void admit() throws InterruptedException {
        try {
            begin(server.accept());
        } catch (IOException gone) {
            // Closed, or a client that was gone before it was accepted, or the machine is out of descriptors. The pause
            // keeps the last of these from spinning.
            places.release();
            if (!closed) {
                Thread.sleep(PAUSE_AFTER_FAILURE);
            }
        }
    }

    // The thread that holds the conversation closes the connection.
    private void begin(Socket connection) {
        Thread thread = Thread.ofVirtual().unstarted(() -> hold(connection));
        open.put(connection, thread);
        thread.start();
        if (closed) {
            // close() may have looked at the open connections just before this one was among them.
            end(connection, thread);
        }
    }

    private void hold(Socket connection) {
        try {
            connection.setTcpNoDelay(true);
            conversation.hold(connection);
            connection.close();
        } catch (IOException | InterruptedException gone) {
            // Either end went away, or the listener was closed. The other end learns it by a reset.
            reset(connection);
        } finally {
            open.remove(connection);
            places.release();
        }
    }

    /** Frees the port and resets every connection. Returns when the port is free. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException gone) {
            // A listening socket has nothing to flush: it is closed whatever close() says.
        }
        accepting.interrupt();
        open.forEach(TcpListener::end);
        try {
            // The port is free only when the thread that was waiting on it has let go of it.
            accepting.join(END_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Socket connection, Thread thread) {
        reset(connection);
        thread.interrupt();
    }

    /** Closes a connection by RST, as the kernel does for a process that was killed with unread input. */
    public static void reset(Socket connection) {
        try (connection) {
            connection.setSoLinger(true, 0);
        } catch (IOException gone) {
            // Closed already: there is nobody left to tell.
        }
    }
}
