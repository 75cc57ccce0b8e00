package io.regent.session;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.report.Datum;
import io.regent.report.Latency;
import io.regent.report.ProbeNews;
import io.regent.verdict.Health;
import io.regent.verdict.Round;
import io.regent.verdict.Session;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A session of one service while it lasts. */
final class ServiceSession {
    private final Region region;
    private final Service service;
    private final RoundMaker roundMaker;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final Pause pause;
    private final SortedMap<Region, Latency> latencies = new TreeMap<>();

    ServiceSession(
            Region region,
            Service service,
            RoundMaker roundMaker,
            Broadcast broadcast,
            InstantSource clock,
            Pause pause) {
        this.region = region;
        this.service = service;
        this.roundMaker = roundMaker;
        this.broadcast = broadcast;
        this.clock = clock;
        this.pause = pause;
        service.endpoints().forEach(endpoint -> latencies.put(endpoint.region(), Latency.unknown(endpoint.region())));
    }

    SessionReport run(Duration length) throws InterruptedException {
        Duration interval =
                length.isZero() ? roundMaker.burstGap() : service.probe().interval();
        Instant start = clock.instant();
        Instant lastStart = start.plus(length).minus(service.probe().timeout());
        Session session = roundMaker.start(region);
        List<Verdict> verdicts = session.verdicts(start);
        int rounds = 0;
        int toSettle = roundMaker.enough() - 1;
        while (isRegular(rounds, start, lastStart) || (toSettle > 0 && !session.settled())) {
            if (!isRegular(rounds, start, lastStart)) {
                toSettle--;
            }
            pause.until(start);
            Round round = roundMaker.next();
            rounds++;
            measure(round);
            session = session.next(round);
            List<Verdict> after = session.verdicts(clock.instant());
            tellIfChanged(verdicts, after);
            verdicts = after;
            start = later(start.plus(interval), clock.instant());
        }
        put(verdicts, verdicts);
        return new SessionReport(service, rounds, verdicts, List.copyOf(latencies.values()), broadcast.missed());
    }

    /** Whether the session's length alone wants another round; else only verdicts that are not settled do. */
    private boolean isRegular(int rounds, Instant start, Instant lastStart) {
        return rounds < roundMaker.enough() || !start.isAfter(lastStart);
    }

    /** Where a round was late, the next ones are not made up for: rounds in a heap would take one blip for many. */
    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** From UNKNOWN to HEALTHY is how every session begins, and UNKNOWN is told by silence: neither is news. */
    private void tellIfChanged(List<Verdict> before, List<Verdict> after) {
        List<Verdict> changed = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Health was = before.get(i).health();
            Health is = after.get(i).health();
            if (was != is && is != Health.UNKNOWN && !(was == Health.UNKNOWN && is == Health.HEALTHY)) {
                changed.add(after.get(i));
            }
        }
        if (!changed.isEmpty()) {
            put(changed, after);
            broadcast.send(ProbeNews.changed(service.name(), after, clock.instant()));
        }
    }

    /** Verdicts, and with them how much is unwell: whoever reads that alone must not find it older than they are. */
    private void put(List<Verdict> told, List<Verdict> held) {
        List<Datum> data = new ArrayList<>(ProbeNews.verdicts(service.name(), told));
        data.add(ProbeNews.unwell(service.name(), held, clock.instant()));
        broadcast.put(data);
    }

    /** Keeps the times of each endpoint's first target, which is the service itself. */
    private void measure(Round round) {
        latencies.replaceAll((endpoint, latency) -> round.endpoints().getOrDefault(endpoint, List.of()).stream()
                .findFirst()
                .map(observation -> latency.plus(observation.answered()))
                .orElse(latency));
    }
}
