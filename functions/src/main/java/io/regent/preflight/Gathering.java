package io.regent.preflight;

import io.regent.fleet.Endpoint;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.Target;
import io.regent.lever.ZoneReading;
import io.regent.plan.Records;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Learns what a preflight has to know: all at once, but for Route 53, which is asked one thing after the other, so that
 * the few requests a second that it takes of an account are left to the controllers. Nothing is waited for longer than
 * the deadline; what is not over by then is stopped.
 */
final class Gathering implements AutoCloseable {
    /** Left of the time to make a report of. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final Region home;
    private final String name;
    private final Senses senses;
    private final InstantSource clock;
    private final Service service;
    private final Instant deadline;
    private final Instant ownDeadline;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final SortedMap<Region, Future<Learned<Part>>> asked = new TreeMap<>();
    private final SortedMap<Region, Future<Learned<Version>>> named = new TreeMap<>();

    Gathering(Region home, String name, Senses senses, InstantSource clock, Service service, Instant deadline) {
        this.home = home;
        this.name = name;
        this.senses = senses;
        this.clock = clock;
        this.service = service;
        this.deadline = deadline.minus(REST);
        Instant own = clock.instant().plus(Preflight.OWN);
        this.ownDeadline = own.isBefore(this.deadline) ? own : this.deadline;
    }

    /** What Route 53 says. */
    private record OfRoute53(
            Learned<Records> records,
            Learned<List<HealthCheck>> healthChecks,
            SortedMap<String, Learned<List<Boolean>>> reports,
            Learned<List<Limits.Limit>> limits) {}

    /** Asks every other region to look at itself; {@link #others} has what they say. */
    void askOthers() {
        Duration within = shorter(Preflight.OTHERS, left(deadline));
        service.vantages().stream()
                .filter(region -> !region.equals(home))
                .forEach(region -> asked.put(
                        region, tasks.submit(() -> senses.otherRegions().ask(service, region, within))));
    }

    SortedMap<Region, Learned<Part>> others() {
        SortedMap<Region, Learned<Part>> parts = new TreeMap<>();
        asked.forEach((region, part) -> parts.put(region, result(part, deadline)));
        return parts;
    }

    /** Asks every other region what it runs; {@link #versions} has what they say. */
    void askVersions() {
        Duration within = shorter(Preflight.VERSION, left(ownDeadline));
        service.vantages().stream()
                .filter(region -> !region.equals(home))
                .forEach(region ->
                        named.put(region, tasks.submit(() -> senses.versions().of(region, within))));
    }

    SortedMap<Region, Learned<Version>> versions() {
        SortedMap<Region, Learned<Version>> versions = new TreeMap<>();
        named.forEach((region, version) -> versions.put(region, result(version, ownDeadline)));
        return versions;
    }

    /** Looks at the own region. */
    Look own() {
        Duration within = left(ownDeadline);
        Future<Learned<Trial>> trial = tasks.submit(() -> senses.controllers().ask(service, home, within));
        Future<Learned<OfRoute53>> route53 = tasks.submit(() -> new Learned.Known<>(route53()));
        Future<Learned<List<Alarm>>> alarms = tasks.submit(() -> senses.alarms().of(home, name + "-"));
        Future<Learned<List<TargetGroups.Group>>> groups =
                tasks.submit(() -> new Learned.Known<>(senses.targetGroups().look()));
        Future<Learned<List<Machine.Fact>>> machine =
                tasks.submit(() -> new Learned.Known<>(senses.machine().look(service, home, ownDeadline)));
        List<Target> secured = service.endpoint(home).map(Endpoint::targets).orElse(List.of()).stream()
                .filter(target -> target.tls() || service.probe().kind() == ProbeKind.HTTPS)
                .toList();
        List<Future<Learned<Instant>>> certificates = secured.stream()
                .map(target -> tasks.submit(() -> senses.certificates().validUntil(target.address())))
                .toList();
        Learned<OfRoute53> zone = result(route53, ownDeadline);
        List<Look.Certificate> shown = new ArrayList<>();
        for (int i = 0; i < secured.size(); i++) {
            shown.add(new Look.Certificate(secured.get(i).address(), result(certificates.get(i), ownDeadline)));
        }
        Learned<Trial> tried = result(trial, ownDeadline);
        OfRoute53 known =
                switch (zone) {
                    case Learned.Known<OfRoute53> read -> read.value();
                    case Learned.Unknown<OfRoute53> unknown -> nothing(unknown.why());
                };
        return new Look(
                name,
                home,
                service,
                clock.instant(),
                tried,
                known.records(),
                result(alarms, ownDeadline),
                known.healthChecks(),
                known.reports(),
                known.limits(),
                groups(result(groups, ownDeadline)),
                shown,
                facts(result(machine, ownDeadline)));
    }

    private OfRoute53 route53() {
        Learned<Records> records =
                switch (senses.zone().read(service)) {
                    case ZoneReading.Read read -> new Learned.Known<>(read.records());
                    case ZoneReading.Unreadable unreadable -> new Learned.Unknown<>(unreadable.why());
                };
        Learned<List<HealthCheck>> healthChecks = senses.healthChecks().all();
        SortedMap<String, Learned<List<Boolean>>> reports = new TreeMap<>();
        if (records instanceof Learned.Known<Records> read
                && healthChecks instanceof Learned.Known<List<HealthCheck>> known) {
            for (String id : asking(read.value(), known.value())) {
                reports.put(id, senses.healthChecks().reports(id));
            }
        }
        return new OfRoute53(records, healthChecks, reports, senses.limits().of(service));
    }

    /** Those of the health checks of the records, and of their children, that ask an endpoint themselves. */
    private List<String> asking(Records records, List<HealthCheck> all) {
        Set<String> ids = new HashSet<>();
        service.endpoints().forEach(endpoint -> ids.addAll(records.healthChecks(service, endpoint.region())));
        List<String> counted = all.stream()
                .filter(check -> ids.contains(check.id()))
                .flatMap(check -> check.children().stream())
                .toList();
        ids.addAll(counted);
        return all.stream()
                .filter(check -> ids.contains(check.id()) && check.asksTheEndpoint())
                .map(HealthCheck::id)
                .toList();
    }

    private static OfRoute53 nothing(String why) {
        return new OfRoute53(
                new Learned.Unknown<>(why), new Learned.Unknown<>(why), new TreeMap<>(), new Learned.Unknown<>(why));
    }

    private static List<TargetGroups.Group> groups(Learned<List<TargetGroups.Group>> groups) {
        return switch (groups) {
            case Learned.Known<List<TargetGroups.Group>> known -> known.value();
            case Learned.Unknown<List<TargetGroups.Group>> unknown ->
                List.of(new TargetGroups.Group("the load balancer", new Learned.Unknown<>(unknown.why())));
        };
    }

    private static List<Machine.Fact> facts(Learned<List<Machine.Fact>> facts) {
        return switch (facts) {
            case Learned.Known<List<Machine.Fact>> known -> known.value();
            case Learned.Unknown<List<Machine.Fact>> unknown ->
                List.of(new Machine.Fact("machine", Machine.Standing.UNKNOWN, unknown.why()));
        };
    }

    /** What a task came to by a deadline; one that failed in a way that its port does not name is not known either. */
    private <T> Learned<T> result(Future<Learned<T>> task, Instant by) {
        try {
            return task.get(Math.max(0, left(by).toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Learned.Unknown<>("it was not found out in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Learned.Unknown<>("interrupted");
        } catch (ExecutionException e) {
            return new Learned.Unknown<>("looking failed: " + e.getCause());
        }
    }

    private Duration left(Instant by) {
        Duration left = Duration.between(clock.instant(), by);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Stops what goes on, and does not wait for it. */
    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
