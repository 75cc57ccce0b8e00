package io.regent.lab.witness;

import io.regent.fleet.Region;
import io.regent.lab.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client of the service: sends a request again and again to the load balancer that DNS named last, and writes down
 * whether it was answered by 200.
 */
public final class Client implements AutoCloseable {
    /** From one request to the next. */
    public static final Duration EVERY = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final World world;
    private final Resolver resolver;
    private final InstantSource clock;
    private final List<Request> requests = new ArrayList<>();
    private final Thread thread;

    /**
     * A request.
     *
     * @param at when it was sent
     * @param region that DNS named
     * @param answered whether it was answered by 200
     */
    public record Request(Instant at, Region region, boolean answered) {}

    /** Sends requests from now on, until it is closed. */
    public Client(World world, Resolver resolver, InstantSource clock) {
        this.world = world;
        this.resolver = resolver;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("client").start(this::sendOn);
    }

    private void sendOn() {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<Region> named = resolver.latest();
                if (named.isPresent()) {
                    Instant at = clock.instant();
                    boolean answered = isAnswered(http, named.get());
                    synchronized (this) {
                        requests.add(new Request(at, named.get(), answered));
                    }
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException closed) {
            // Nobody wants to know any more.
        }
    }

    private boolean isAnswered(HttpClient http, Region region) throws InterruptedException {
        URI uri = URI.create("http://" + world.clientAddress(region).getHostAddress() + ":"
                + world.loadBalancer(region).address().getPort() + "/v2/");
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The requests that were sent from an instant on and before another. */
    public synchronized List<Request> requests(Instant from, Instant until) {
        return requests.stream()
                .filter(one -> !one.at().isBefore(from) && one.at().isBefore(until))
                .toList();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
