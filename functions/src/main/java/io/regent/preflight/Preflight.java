package io.regent.preflight;

import io.regent.drill.Findings;
import io.regent.drill.Request;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.report.Datum;
import io.regent.report.Dimension;
import io.regent.report.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Proves that tonight's failover would work, or says what keeps it from working. Changes nothing that can be seen. */
public final class Preflight {
    /** How long a region may take to look at itself. */
    static final Duration OWN = Duration.ofSeconds(28);

    /** How long another region is waited for: a little more, since its functions may have to start. */
    static final Duration OTHERS = Duration.ofSeconds(35);

    /** How long another region may take to say what it runs. */
    static final Duration VERSION = Duration.ofSeconds(10);

    private final Region home;
    private final String name;
    private final Senses senses;
    private final InstantSource clock;

    /**
     * @param home the region that is asked
     * @param name the prefix of everything that belongs to this Regent, such as alarms
     */
    public Preflight(Region home, String name, Senses senses, InstantSource clock) {
        this.home = home;
        this.name = name;
        this.senses = senses;
        this.clock = clock;
    }

    /**
     * Looks, and reports: {@code DONE} where nothing fails, {@code UNWELL} where something does.
     *
     * @param deadline when it has to be over; what is not known by then counts as not known
     */
    public Findings run(Service service, Request.Preflight request, Instant deadline) {
        try (Gathering gathering = new Gathering(home, name, senses, clock, service, deadline)) {
            SortedMap<Region, Learned<Part>> parts = new TreeMap<>();
            SortedMap<Region, Learned<Version>> versions = new TreeMap<>();
            switch (request.scope()) {
                case REGION -> {
                    gathering.askVersions();
                    parts.put(home, new Learned.Known<>(part(gathering.own())));
                    versions.putAll(gathering.versions());
                }
                case FLEET -> {
                    gathering.askOthers();
                    parts.put(home, new Learned.Known<>(part(gathering.own())));
                    parts.putAll(gathering.others());
                }
            }
            parts.forEach((region, part) -> versions.put(region, version(part)));
            List<Check> checks = new ArrayList<>(RegionChecks.of(home, name, versions));
            parts.forEach((region, learned) -> {
                if (learned instanceof Learned.Known<Part> part) {
                    part.value().checks().stream()
                            .filter(check ->
                                    region.equals(home) || !check.where().equals(Check.FLEET))
                            .forEach(checks::add);
                }
            });
            checks.sort(Comparator.comparing(Check::result).thenComparing(Check::where));
            return PreflightReport.of(request, parts, checks);
        }
    }

    private static Learned<Version> version(Learned<Part> part) {
        return switch (part) {
            case Learned.Known<Part> known ->
                new Learned.Known<>(
                        new Version(known.value().code(), known.value().fleet()));
            case Learned.Unknown<Part> unknown -> new Learned.Unknown<>(unknown.why());
        };
    }

    /** The metric by which an alarm learns of a region's scheduled preflight. */
    public static Datum healthy(Service service, Findings findings, Instant at) {
        return new Datum(
                Metric.PREFLIGHT_HEALTHY,
                new TreeMap<>(Map.of(Dimension.SERVICE, service.name().value())),
                at,
                switch (findings.outcome()) {
                    case DONE, UNNEEDED -> 1;
                    case UNWELL, REFUSED, UNDER_WAY, FAILED -> 0;
                });
    }

    private static Part part(Look look) {
        List<Check> checks = new ArrayList<>();
        checks.addAll(ControllerChecks.of(look));
        checks.addAll(ControllerChecks.ofEndpoints(look));
        checks.addAll(RecordChecks.of(look));
        checks.addAll(OrderChecks.of(look));
        checks.addAll(CapacityChecks.of(look));
        checks.addAll(AlarmChecks.of(look));
        checks.addAll(HealthCheckChecks.of(look));
        checks.addAll(ThingChecks.machine(look));
        checks.addAll(ThingChecks.targets(look));
        checks.addAll(ThingChecks.certificates(look));
        checks.addAll(ThingChecks.limits(look));
        return switch (look.trial()) {
            case Learned.Known<Trial> known ->
                new Part(
                        look.region(),
                        known.value().code(),
                        known.value().fleet(),
                        known.value().ledger(),
                        checks);
            case Learned.Unknown<Trial> unknown -> new Part(look.region(), "", "", "", checks);
        };
    }
}
