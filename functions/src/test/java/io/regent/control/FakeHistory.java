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
    /** When the controller itself said that something is unwell. */
    public final List<Instant> saidByTheController = new ArrayList<>();

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
        if (late.isEmpty()) {
            return new Glance.Silent();
        }
        Instant from = clock.instant().minus(back);
        if (saidByTheController.stream().anyMatch(at -> !at.isBefore(from))) {
            return new Glance.Unwell();
        }
        return late.stream().allMatch(verdict -> isWell(service, late, verdict.vantage(), verdict.at()))
                ? new Glance.AllWell()
                : new Glance.Unwell();
    }

    /** Whether what a vantage told at one instant was that it holds every endpoint HEALTHY. */
    private static boolean isWell(Service service, List<Verdict> late, Region vantage, Instant at) {
        List<Region> healthy = late.stream()
                .filter(v -> v.vantage().equals(vantage) && v.at().equals(at) && v.health() == Health.HEALTHY)
                .map(Verdict::endpoint)
                .toList();
        return service.endpoints().stream().map(Endpoint::region).allMatch(healthy::contains);
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
