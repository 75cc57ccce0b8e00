package io.regent.session;

import io.regent.fleet.Region;
import io.regent.lever.PutOutcome;
import io.regent.report.Datum;
import io.regent.report.Event;
import io.regent.report.Events;
import io.regent.report.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Tells every region at once, and waits for none of them until {@link #missed} asks what came of it. A region that is
 * dark just misses what it is told. For one thread.
 */
final class Broadcast implements AutoCloseable {
    private final SortedSet<Region> regions;
    private final Metrics metrics;
    private final Events events;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Sent> sent = new ArrayList<>();

    private record Sent(Region region, Future<PutOutcome> outcome) {}

    Broadcast(SortedSet<Region> regions, Metrics metrics, Events events) {
        this.regions = regions;
        this.metrics = metrics;
        this.events = events;
    }

    void put(List<Datum> data) {
        toEach(region -> metrics.put(region, data));
    }

    void send(Event event) {
        toEach(region -> events.send(region, event));
    }

    private void toEach(Function<Region, PutOutcome> call) {
        for (Region region : regions) {
            sent.add(new Sent(region, tasks.submit(() -> call.apply(region))));
        }
    }

    /**
     * Waits for everything that was sent, which the ports bound, and says which regions missed something: the last
     * reason of each.
     */
    SortedMap<Region, String> missed() throws InterruptedException {
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

    /** Gives up what is still under way, without waiting for its end. */
    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
