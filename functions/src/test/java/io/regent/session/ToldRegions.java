package io.regent.session;

import io.regent.fleet.Region;
import io.regent.lever.PutOutcome;
import io.regent.report.Datum;
import io.regent.report.Event;
import io.regent.report.Events;
import io.regent.report.Metric;
import io.regent.report.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the CloudWatch and the bus of every region were told. */
final class ToldRegions implements Metrics, Events {
    /** Long enough for any machine; only a test that fails waits for it. */
    static final long PATIENCE_SECONDS = 30;

    private final List<Put> puts = new ArrayList<>();
    private final List<Sent> events = new ArrayList<>();
    private final Map<Region, CountDownLatch> dark = new ConcurrentHashMap<>();

    record Put(Region region, List<Datum> data) {
        long count(Metric metric) {
            return data.stream().filter(datum -> datum.metric() == metric).count();
        }
    }

    record Sent(Region region, Event event) {}

    /** From now on the region is silent, until the latch opens; then whatever it was told has failed. */
    CountDownLatch darken(Region region) {
        CountDownLatch latch = new CountDownLatch(1);
        dark.put(region, latch);
        return latch;
    }

    @Override
    public PutOutcome put(Region region, List<Datum> data) {
        return tell(region, () -> puts.add(new Put(region, data)));
    }

    @Override
    public PutOutcome send(Region region, Event event) {
        return tell(region, () -> events.add(new Sent(region, event)));
    }

    private PutOutcome tell(Region region, Runnable keep) {
        CountDownLatch silence = dark.get(region);
        if (silence != null) {
            awaitDeaf(silence);
            return new PutOutcome.Failed("no answer");
        }
        synchronized (this) {
            keep.run();
            notifyAll();
        }
        return new PutOutcome.Put();
    }

    /** As deaf to interrupts as a port can be. */
    private static void awaitDeaf(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized List<Put> puts() {
        return List.copyOf(puts);
    }

    synchronized List<Sent> events() {
        return List.copyOf(events);
    }

    /** Waits until this many puts and events have come. */
    synchronized void await(int puts, int events) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (this.puts.size() < puts || this.events.size() < events) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("told " + this.puts.size() + " puts and " + this.events.size()
                        + " events, expected " + puts + " and " + events);
            }
            wait(left);
        }
    }
}
