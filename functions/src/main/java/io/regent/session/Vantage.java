package io.regent.session;

import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.probe.Prober;
import io.regent.report.Events;
import io.regent.report.Metrics;
import io.regent.verdict.Round;
import io.regent.verdict.Session;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The region that probes run from. Keeps nothing between calls: each session counts from nothing. */
public final class Vantage {
    /** The longest that a probe of a burst may take, so that a burst is answered within two seconds. */
    static final Duration BURST_TIMEOUT = Duration.ofMillis(1_500);

    /** From the first round of a burst to the last. */
    static final Duration BURST_SPREAD = Duration.ofMillis(300);

    private final Region region;
    private final Prober prober;
    private final Metrics metrics;
    private final Events events;
    private final InstantSource clock;

    public Vantage(Region region, Prober prober, Metrics metrics, Events events, InstantSource clock) {
        this.region = region;
        this.prober = prober;
        this.metrics = metrics;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Runs a session for every service that this region is a vantage of, all at once: a round each interval, for as
     * long as a whole round fits in, at least as many as a verdict takes. Tells every region of the fleet about changed
     * verdicts at once and about the rest at the end.
     *
     * @param length how long to go on; zero for one burst
     * @throws InterruptedException when the process is to end
     */
    public List<SessionReport> session(Fleet fleet, Duration length) throws InterruptedException {
        List<Callable<SessionReport>> sessions = new ArrayList<>();
        for (Service service : watched(fleet)) {
            sessions.add(() -> new ServiceSession(region, fleet, service, prober, metrics, events, clock).run(length));
        }
        return all(sessions);
    }

    /**
     * Probes a service afresh in a short burst and answers within two seconds. Publishes nothing: whoever asked wants
     * to know, nobody else.
     */
    public List<Verdict> secondOpinion(Fleet fleet, Service service) throws InterruptedException {
        return burst(region, new RoundMaker(fleet, service, prober, clock, BURST_TIMEOUT))
                .verdicts(clock.instant());
    }

    /** The services that this region is a vantage of. */
    private List<Service> watched(Fleet fleet) {
        return fleet.services().stream()
                .filter(service -> service.vantages().contains(region))
                .toList();
    }

    /** As many rounds as a verdict takes, started close after each other without waiting for the one before. */
    static Session burst(Region region, RoundMaker rounds) throws InterruptedException {
        int count = rounds.enough();
        long gapMillis = BURST_SPREAD.toMillis() / Math.max(1, count - 1);
        List<Callable<Round>> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Duration wait = Duration.ofMillis(gapMillis * i);
            started.add(() -> {
                Thread.sleep(wait);
                return rounds.next();
            });
        }
        Session session = rounds.start(region);
        for (Round round : all(started)) {
            session = session.next(round);
        }
        return session;
    }

    private static <T> List<T> all(List<Callable<T>> calls) throws InterruptedException {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : tasks.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("a session failed", e.getCause());
        }
    }
}
