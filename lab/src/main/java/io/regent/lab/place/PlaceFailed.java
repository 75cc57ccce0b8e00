package io.regent.lab.place;

import java.net.InetSocketAddress;

/** Something in a region could not be made to do what a person asked of it. The message is for that person. */
public final class PlaceFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlaceFailed(String message) {
        super(message);
    }

    PlaceFailed(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    static PlaceFailed dead(InetSocketAddress address) {
        return new PlaceFailed("the registry at " + text(address) + " is dead: start it first");
    }

    static PlaceFailed stopped(InetSocketAddress address) {
        return new PlaceFailed("the registry at " + text(address) + " is stopped: continue it, or kill it first");
    }

    static PlaceFailed closed(InetSocketAddress address) {
        return new PlaceFailed("the registry at " + text(address) + " is closed for good");
    }

    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
