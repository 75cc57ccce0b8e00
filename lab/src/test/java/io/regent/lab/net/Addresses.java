package io.regent.lab.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback addresses for tests. */
public final class Addresses {
    private static final int MOST_TRIES = 100;

    private Addresses() {}

    public static InetAddress of(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * An address with a port that was free a moment ago, and that no system gives away by itself: nobody gets it before
     * the test does. (They give from 32768 on, or from 49152, as RFC 6335 has it.)
     */
    public static InetSocketAddress free(String address) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
            try (ServerSocket socket = new ServerSocket(port, 1, of(address))) {
                return new InetSocketAddress(of(address), socket.getLocalPort());
            } catch (IOException taken) {
                // Another one, then.
            }
        }
        throw new AssertionError("no port is free at " + address);
    }

    public static InetSocketAddress anyPort(String address) {
        return new InetSocketAddress(of(address), 0);
    }
}
