package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.lab.net.Site;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where a region of the lab is on the loopback.
 *
 * @param number from 1; the third number of its addresses
 */
record Place(Region region, int number) {
    static final int REGISTRY_PORT = 5000;

    /** Where a load balancer listens in AWS. */
    static final int HTTP = 80;

    /** Port 80 of the twin: below 1024 a person may not listen. */
    static final int LOAD_BALANCER_PORT = 8080;

    /** The port where the lab listens for one that a template names. */
    static long listening(long port) {
        return port == HTTP ? LOAD_BALANCER_PORT : port;
    }

    /** Where its registry and its load balancer listen. */
    InetAddress address() {
        return loopback(1);
    }

    InetSocketAddress registry() {
        return new InetSocketAddress(address(), REGISTRY_PORT);
    }

    InetSocketAddress loadBalancer() {
        return new InetSocketAddress(address(), LOAD_BALANCER_PORT);
    }

    /** What the network leads to. */
    Site site() {
        return new Site(region, address(), List.of(REGISTRY_PORT, LOAD_BALANCER_PORT));
    }

    /** The resolver of what runs in the region: it sees the network as the region does. */
    InetSocketAddress resolver(int port) {
        return new InetSocketAddress(loopback(53), port);
    }

    private InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, (byte) number, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
