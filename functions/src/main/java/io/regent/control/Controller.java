package io.regent.control;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.lever.RoutingControl;
import io.regent.lever.Zone;
import io.regent.verdict.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The controller of one region. Whatever started it, it does the same: reads the zone and, as closely as needed, the
 * published verdicts, judges, asks for second opinions where there is anything to suspect, decides, plans, pulls both
 * levers. Nothing is kept between runs.
 */
public final class Controller {
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
}
