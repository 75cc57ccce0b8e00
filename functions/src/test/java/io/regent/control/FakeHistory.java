package io.regent.control;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Published verdicts in memory, and the number of unwell endpoints that belongs to them. Counts what is asked. */
public final class FakeHistory implements VerdictHistory {
    public final List<Verdict> published = new ArrayList<>();
    public boolean readable = true;
    int glances;
    int reads;
    private final InstantSource clock;

    public FakeHistory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Glance glance(Service service, Duration back) {
        glances++;
        if (!readable) {
            return new Glance.Unreadable("CloudWatch is away");
        }
        List<Verdict> late = late(back);
        return late.isEmpty()
                ? new Glance.Silent()
                : new Glance.Counted(late.stream()
                        .mapToInt(verdict -> unwell(service, late, verdict.vantage(), verdict.at()))
                        .max()
                        .orElse(0));
    }

    /** Of what a vantage told at one instant: each endpoint that it did not call HEALTHY. */
    private static int unwell(Service service, List<Verdict> late, Region vantage, Instant at) {
        List<Region> healthy = late.stream()
                .filter(v -> v.vantage().equals(vantage) && v.at().equals(at) && v.health() == Health.HEALTHY)
                .map(Verdict::endpoint)
                .toList();
        return (int) service.endpoints().stream()
                .map(Endpoint::region)
                .filter(endpoint -> !healthy.contains(endpoint))
                .count();
    }

    @Override
    public Reading read(Service service, Duration back) {
        reads++;
        return readable ? new Reading.Read(late(back)) : new Reading.Unreadable("CloudWatch is away");
    }

    private List<Verdict> late(Duration back) {
        Instant from = clock.instant().minus(back);
        return published.stream()
                .filter(verdict -> !verdict.at().isBefore(from))
                .toList();
    }
}
