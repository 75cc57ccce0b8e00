package io.regent.lab.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A loopback port that is dark: connecting to it hangs until the caller's own deadline, as on a network that drops
 * packets. It is a listening socket that never accepts and whose queue is full, for which Linux and the BSDs drop
 * further SYNs. Where a system refuses instead, it accepts connections and never answers on them, the nearest thing.
 */
public final class BlackHole implements AutoCloseable {
    // Linux admits one connection more than the backlog; more than this many means that the queue does not fill up.
    private static final int MOST_FILLERS = 16;
    // A connect over loopback takes microseconds. Asking twice makes sure that a pause of ours is not taken for a
    // drop.
    private static final Duration DROPPED_AFTER = Duration.ofMillis(100);
    private static final int DROPS_NEEDED = 2;
    private static final int MOST_UNANSWERED = 512;

    /** How a black hole swallows connections. */
    public enum Kind {
        /** Connects hang. */
        DROPS,
        /** Connects succeed and nothing is ever answered. */
        IGNORES
    }

    private final InetSocketAddress address;
    private final Kind kind;
    private final List<Closeable> held;

    private BlackHole(InetSocketAddress address, Kind kind, List<? extends Closeable> held) {
        this.address = address;
        this.kind = kind;
        this.held = List.copyOf(held);
    }

    /**
     * Opens a dark port.
     *
     * @param wanted a loopback address; port 0 takes any free one
     * @throws AddressUnavailable when the address or the port cannot be had
     */
    public static BlackHole open(InetSocketAddress wanted) {
        List<Closeable> held = new ArrayList<>();
        try {
            ServerSocket server = Loopback.bind(wanted, 1);
            held.add(server);
            InetSocketAddress address = new InetSocketAddress(wanted.getAddress(), server.getLocalPort());
            if (fills(address, held)) {
                return new BlackHole(address, Kind.DROPS, held);
            }
            closeAll(held);
            return ignoring(address);
        } catch (IOException e) {
            closeAll(held);
            throw Loopback.explain(wanted, e);
        }
    }

    /** A black hole of the second kind, whatever the system can do. */
    static BlackHole ignoring(InetSocketAddress wanted) {
        TcpListener listener = TcpListener.open(wanted, MOST_UNANSWERED, BlackHole::swallow);
        return new BlackHole(listener.address(), Kind.IGNORES, List.of(listener::close));
    }

    private static boolean fills(InetSocketAddress address, List<Closeable> held) {
        int drops = 0;
        for (int i = 0; i < MOST_FILLERS && drops < DROPS_NEEDED; i++) {
            Socket filler = new Socket();
            held.add(filler);
            try {
                filler.connect(address, Math.toIntExact(DROPPED_AFTER.toMillis()));
                drops = 0;
            } catch (SocketTimeoutException gone) {
                drops++;
            } catch (IOException gone) {
                return false;
            }
        }
        return drops == DROPS_NEEDED;
    }

    private static void swallow(Socket connection) throws IOException {
        byte[] buffer = new byte[1024];
        while (connection.getInputStream().read(buffer) >= 0) {
            // Read and forgotten, so that the other end's sends never block.
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    public Kind kind() {
        return kind;
    }

    /** Frees the port; connects that hang are then refused at their next try. */
    @Override
    public void close() {
        closeAll(held);
    }

    private static void closeAll(List<? extends Closeable> held) {
        for (Closeable one : held) {
            try {
                one.close();
            } catch (IOException gone) {
                // Nothing was ever written that could fail to be flushed: it is closed whatever close() says.
            }
        }
    }
}
