package io.regent.lab.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Loopback addresses for tests. */
public final class Addresses {
    private Addresses() {}

    public static InetAddress of(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** An address with a port that was free a moment ago. */
    public static InetSocketAddress free(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, of(address))) {
            return new InetSocketAddress(of(address), socket.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static InetSocketAddress anyPort(String address) {
        return new InetSocketAddress(of(address), 0);
    }
}
