package io.regent.lab.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.regent.lab.twin.Faults;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The lab's one door for AWS clients: an HTTP server on loopback that answers for every service and every region, told
 * apart by the credential scope of a request's signature. Signatures are not verified. Every request has a virtual
 * thread of its own, so that one that waits for a fault keeps nobody else waiting.
 */
public final class WireFront implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Journey journey;

    private WireFront(HttpServer server, ExecutorService threads, Journey journey) {
        this.server = server;
        this.threads = threads;
        this.journey = journey;
    }

    /**
     * Opens the door.
     *
     * @param address on loopback; port 0 takes any free one
     * @param clock when calls arrived, as the listener hears it
     * @throws IOException when the address cannot be had
     */
    public static WireFront open(
            InetSocketAddress address,
            List<WireProtocol> protocols,
            Faults faults,
            Callers callers,
            Authorization authorization,
            WireListener listener,
            InstantSource clock)
            throws IOException {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("address " + address + ": expected one on loopback, 127.0.0.0/8");
        }
        Journey journey = new Journey(protocols, faults, callers, authorization, listener, clock);
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("wire-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", exchange -> travel(journey, exchange));
        server.start();
        return new WireFront(server, threads, journey);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** What {@code AWS_ENDPOINT_URL} has to be. */
    public URI endpoint() {
        return URI.create("http://" + address().getAddress().getHostAddress() + ":"
                + address().getPort());
    }

    /** Frees the port at once and drops every connection, those that wait for an answer included. */
    @Override
    public void close() {
        journey.end();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void travel(Journey journey, HttpExchange exchange) throws IOException {
        try (exchange) {
            journey.of(exchange);
        }
    }
}
