package io.regent.control;

import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Quorum;
import io.regent.lever.LateReading;
import io.regent.lever.RoutingControl;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks at what a controller looks at, for a person: always closely, with second opinions, and all at once, so that it
 * takes no longer than the slowest. Changes nothing.
 */
public final class Lookout {
    /** How far back routing control's metric is read. */
    private static final Duration OF_LATE = Duration.ofMinutes(15);

    private final VerdictHistory history;
    private final SecondOpinions secondOpinions;
    private final Zone zone;
    private final RoutingControl routingControl;
    private final InstantSource clock;

    public Lookout(
            VerdictHistory history,
            SecondOpinions secondOpinions,
            Zone zone,
            RoutingControl routingControl,
            InstantSource clock) {
        this.history = history;
        this.secondOpinions = secondOpinions;
        this.zone = zone;
        this.routingControl = routingControl;
        this.clock = clock;
    }

    /** Looks; bounded in time by its ports. */
    public Sight look(Service service) throws InterruptedException {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ZoneReading> reading = tasks.submit(() -> zone.read(service));
            Future<VerdictHistory.Reading> published =
                    tasks.submit(() -> history.read(service, lookBack(service.policy())));
            Future<List<Opinion>> opinions = tasks.submit(() -> secondOpinions.ask(service));
            Future<LateReading> late = tasks.submit(() -> routingControl.late(service, OF_LATE));
            VerdictHistory.Reading verdicts = resultOf(published);
            List<Opinion> given = resultOf(opinions);
            Instant now = clock.instant();
            return new Sight(
                    now, resultOf(reading), verdicts, given, judge(service, verdicts, given, now), resultOf(late));
        }
    }

    private static Duration lookBack(PolicySettings policy) {
        return Collections.max(List.of(policy.stabilisation(), policy.stepHold(), policy.arming()))
                .plus(policy.freshness());
    }

    private static SortedMap<Region, Judgement> judge(
            Service service, VerdictHistory.Reading published, List<Opinion> opinions, Instant now) {
        List<Verdict> verdicts = published instanceof VerdictHistory.Reading.Read read ? read.verdicts() : List.of();
        return Evidence.judge(service, opinions, Quorum.judge(service, Evidence.settled(verdicts, now), now), now);
    }

    private static <T> T resultOf(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a port failed in a way that it does not name", e.getCause());
        }
    }
}
