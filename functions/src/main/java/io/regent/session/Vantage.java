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
import java.time.Instant;
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
    /** The longest that a probe of a second opinion may take, so that it is answered within two seconds. */
    static final Duration SECOND_OPINION_TIMEOUT = Duration.ofMillis(1_500);

    private final Region region;
    private final Prober prober;
    private final Metrics metrics;
    private final Events events;
    private final InstantSource clock;
    private final Pause pause;

    public Vantage(Region region, Prober prober, Metrics metrics, Events events, InstantSource clock, Pause pause) {
        this.region = region;
        this.prober = prober;
        this.metrics = metrics;
        this.events = events;
        this.clock = clock;
        this.pause = pause;
    }

    /** The region. */
    public Region region() {
        return region;
    }

    /**
     * Runs a session for every service that this region is a vantage of, all at once: a round each interval, for as
     * long as a whole round fits in, at least as many as a verdict takes. Tells every region of the fleet about changed
     * verdicts at once and about the rest at the end.
     *
     * <p>A session that ends while the last round contradicts a verdict, as when an outage begins in its last seconds,
     * goes on until every verdict is settled: the next session counts from nothing and would not know. It takes at most
     * one round less than a verdict takes for that, since the contradicting round is the first of them. So a session
     * may outlast its length by as long as one verdict takes, which the fleet's document bounds at 50 seconds; Lambda's
     * timeout must allow for that. The next session may begin meanwhile: what two sessions tell is true of both.
     *
     * @param length how long to go on; zero for one burst
     * @throws InterruptedException when the process is to end; what was not told by then is not
     */
    public List<SessionReport> session(Fleet fleet, Duration length) throws InterruptedException {
        List<Callable<SessionReport>> sessions = fleet.services().stream()
                .filter(service -> service.vantages().contains(region))
                .<Callable<SessionReport>>map(service -> () -> session(fleet, service, length))
                .toList();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            return results(tasks.invokeAll(sessions));
        }
    }

    private SessionReport session(Fleet fleet, Service service, Duration length) throws InterruptedException {
        try (Broadcast broadcast = new Broadcast(fleet.regions(), metrics, events)) {
            RoundMaker rounds = new RoundMaker(
                    fleet, service, prober, clock, service.probe().timeout());
            return new ServiceSession(region, service, rounds, broadcast, clock, pause).run(length);
        }
    }

    /**
     * Probes a service afresh and answers within two seconds: as many rounds as a verdict takes, started close after
     * each other without waiting for the one before. Publishes nothing: whoever asked wants to know, nobody else.
     *
     * @throws InterruptedException when the process is to end
     */
    public List<Verdict> secondOpinion(Fleet fleet, Service service) throws InterruptedException {
        RoundMaker rounds = new RoundMaker(fleet, service, prober, clock, SECOND_OPINION_TIMEOUT);
        Session session = rounds.start(region);
        for (Round round : overlapping(rounds)) {
            session = session.next(round);
        }
        return session.verdicts(clock.instant());
    }

    private List<Round> overlapping(RoundMaker rounds) throws InterruptedException {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                Instant first = clock.instant();
                List<Future<Round>> started = new ArrayList<>();
                for (int i = 0; i < rounds.enough(); i++) {
                    pause.until(first.plus(rounds.burstGap().multipliedBy(i)));
                    started.add(tasks.submit(rounds::next));
                }
                return results(started);
            } finally {
                // After an interrupt this ends the rounds, for which close waits; else they have ended.
                tasks.shutdownNow();
            }
        }
    }

    private static <T> List<T> results(List<Future<T>> futures) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InterruptedException interrupted) {
                    throw interrupted;
                }
                throw new IllegalStateException("probing failed in a way that nobody expected", e.getCause());
            }
        }
        return results;
    }
}
