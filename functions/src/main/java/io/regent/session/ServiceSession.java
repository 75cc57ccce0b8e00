package io.regent.session;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.probe.LayerTime;
import io.regent.probe.Observation;
import io.regent.probe.Prober;
import io.regent.report.Datum;
import io.regent.report.Events;
import io.regent.report.Latency;
import io.regent.report.Metrics;
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
import java.util.SortedSet;
import java.util.TreeMap;

/** A session of one service while it lasts. */
final class ServiceSession {
    private final Region region;
    private final SortedSet<Region> everyRegion;
    private final Service service;
    private final RoundMaker roundMaker;
    private final Metrics metrics;
    private final Events events;
    private final InstantSource clock;
    private final SortedMap<String, Latency> latencies = new TreeMap<>();

    ServiceSession(
            Region region,
            Fleet fleet,
            Service service,
            Prober prober,
            Metrics metrics,
            Events events,
            InstantSource clock) {
        this.region = region;
        this.everyRegion = fleet.regions();
        this.service = service;
        this.roundMaker =
                new RoundMaker(fleet, service, prober, clock, service.probe().timeout());
        this.metrics = metrics;
        this.events = events;
        this.clock = clock;
    }

    SessionReport run(Duration length) throws InterruptedException {
        try (Broadcast broadcast = new Broadcast(metrics, events)) {
            Instant lastStart =
                    clock.instant().plus(length).minus(service.probe().timeout());
            Session session = roundMaker.start(region);
            List<Verdict> verdicts = session.verdicts(clock.instant());
            int rounds = 0;
            Instant start = clock.instant();
            while (rounds < roundMaker.enough() || !start.isAfter(lastStart)) {
                sleepUntil(start);
                Round round = roundMaker.next();
                rounds++;
                measure(round);
                session = session.next(round);
                List<Verdict> after = session.verdicts(clock.instant());
                tellIfChanged(broadcast, verdicts, after);
                verdicts = after;
                start = start.plus(
                        length.isZero() ? Duration.ZERO : service.probe().interval());
            }
            List<Datum> data = new ArrayList<>(ProbeNews.verdicts(service.name(), verdicts));
            data.addAll(ProbeNews.session(service.name(), region, rounds, latencies.values(), clock.instant()));
            broadcast.put(everyRegion, data);
            return new SessionReport(service, rounds, verdicts, broadcast.missed());
        }
    }

    private void sleepUntil(Instant start) throws InterruptedException {
        Duration wait = Duration.between(clock.instant(), start);
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }

    /** From UNKNOWN to HEALTHY is how every session begins, and UNKNOWN is told by silence: neither is news. */
    private void tellIfChanged(Broadcast broadcast, List<Verdict> before, List<Verdict> after) {
        List<Verdict> changed = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Health was = before.get(i).health();
            Health is = after.get(i).health();
            if (was != is && is != Health.UNKNOWN && !(was == Health.UNKNOWN && is == Health.HEALTHY)) {
                changed.add(after.get(i));
            }
        }
        if (!changed.isEmpty()) {
            broadcast.put(everyRegion, ProbeNews.verdicts(service.name(), changed));
            broadcast.send(everyRegion, ProbeNews.changed(service.name(), after, clock.instant()));
        }
    }

    /** Keeps the times of each endpoint's first target, which is the service itself. */
    private void measure(Round round) {
        for (Endpoint endpoint : service.endpoints()) {
            Observation observation =
                    round.endpoints().getOrDefault(endpoint.region(), List.of()).getFirst();
            for (LayerTime time : observation.answered()) {
                Latency latency = Latency.of(endpoint.region(), time.layer(), time.took());
                latencies.merge(endpoint.region() + " " + time.layer(), latency, Latency::plus);
            }
        }
    }
}
