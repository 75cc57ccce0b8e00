package io.regent.control;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.lever.RoutingControl;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The controller of one region. Whatever started it, it does the same: reads the zone and, as closely as needed, the
 * published verdicts, judges, asks for second opinions where there is anything to suspect, decides, plans, pulls both
 * levers. Nothing is kept between runs.
 */
public final class Controller {
    /** How often a batch that leaves everything as it is, is tried: the pauses between add up to some seconds. */
    static final int MOST_REHEARSALS = 6;

    /** When it is not tried again any more. The last attempt may take ten seconds, and who asks waits for 28. */
    private static final Duration REHEARSED_WITHIN = Duration.ofSeconds(8);

    final Region home;
    final VerdictHistory history;
    final SecondOpinions secondOpinions;
    final Zone zone;
    final RoutingControl routingControl;
    final InstantSource clock;
    final Pause pause;

    /** Waits before another attempt, so that controllers that collided do not collide again. */
    @FunctionalInterface
    public interface Pause {
        /**
         * Waits.
         *
         * @param attempt the number of attempts made so far
         */
        void before(int attempt) throws InterruptedException;
    }

    public Controller(
            Region home,
            VerdictHistory history,
            SecondOpinions secondOpinions,
            Zone zone,
            RoutingControl routingControl,
            InstantSource clock,
            Pause pause) {
        this.home = home;
        this.history = history;
        this.secondOpinions = secondOpinions;
        this.zone = zone;
        this.routingControl = routingControl;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Runs once for one service.
     *
     * @param reported verdicts that came with the event; no more than a reason to look
     * @throws InterruptedException when the process is to end; the batch is then sent or not, never half
     */
    public Run run(Service service, List<Verdict> reported) throws InterruptedException {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            return new OneRun(this, service, reported, tasks).run();
        }
    }

    /**
     * Tries, for one service, what a failover needs, and changes nothing that can be seen: reads the zone, sends the
     * batch that leaves everything as it is, and asks for second opinions. Where the zone is busy, perhaps with what
     * other regions try in the same second, it is tried again for some seconds.
     *
     * @throws InterruptedException when the process is to end
     */
    public Rehearsal rehearse(Service service) throws InterruptedException {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Opinion>> opinions = tasks.submit(() -> secondOpinions.ask(service));
            Instant latest = clock.instant().plus(REHEARSED_WITHIN);
            ZoneReading reading = zone.read(service);
            Attempt.Weights weights = again(service, reading);
            for (int attempts = 1;
                    attempts < MOST_REHEARSALS
                            && (reading instanceof ZoneReading.Unreadable || weights.lostRace())
                            && clock.instant().isBefore(latest);
                    attempts++) {
                pause.before(attempts);
                reading = zone.read(service);
                weights = again(service, reading);
            }
            return new Rehearsal(home, service, clock.instant(), reading, weights, OneRun.resultOf(opinions));
        }
    }

    private Attempt.Weights again(Service service, ZoneReading reading) {
        return switch (reading) {
            case ZoneReading.Unreadable unreadable -> new Attempt.Weights.Withheld("the zone cannot be read");
            case ZoneReading.Read read -> {
                Plan plan = Planner.again(service, read.records());
                yield plan.isEmpty()
                        ? new Attempt.Weights.Withheld("there is no ledger that would make it fail if somebody acted")
                        : new Attempt.Weights.Sent(zone.apply(service, plan));
            }
        };
    }
}
