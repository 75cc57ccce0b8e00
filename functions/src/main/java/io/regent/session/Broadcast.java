package io.regent.session;

import io.regent.fleet.Region;
import io.regent.lever.PutOutcome;
import io.regent.report.Datum;
import io.regent.report.Event;
import io.regent.report.Events;
import io.regent.report.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Tells every region at once and without waiting; {@link #close} waits for what is still under way, which the ports
 * bound. A region that is dark just misses it.
 */
final class Broadcast implements AutoCloseable {
    private final Metrics metrics;
    private final Events events;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Sent> sent = new ArrayList<>();

    private record Sent(Region region, Future<PutOutcome> outcome) {}

    Broadcast(Metrics metrics, Events events) {
        this.metrics = metrics;
        this.events = events;
    }

    void put(Collection<Region> regions, List<Datum> data) {
        if (!data.isEmpty()) {
            send(regions, region -> metrics.put(region, data));
        }
    }

    void send(Collection<Region> regions, Event event) {
        send(regions, region -> events.send(region, event));
    }

    private synchronized void send(Collection<Region> regions, Function<Region, PutOutcome> call) {
        for (Region region : regions) {
            sent.add(new Sent(region, tasks.submit(() -> call.apply(region))));
        }
    }

    /** Waits for everything that was sent, and says which regions missed something: the last reason of each. */
    synchronized SortedMap<Region, String> missed() throws InterruptedException {
        SortedMap<Region, String> missed = new TreeMap<>();
        for (Sent one : sent) {
            try {
                switch (one.outcome().get()) {
                    case PutOutcome.Put put -> {}
                    case PutOutcome.Failed failed -> missed.put(one.region(), failed.why());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a port failed in a way that it does not name", e.getCause());
            }
        }
        return missed;
    }

    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
