package io.regent.plan;

import io.regent.fleet.Endpoint;
import io.regent.fleet.RecordType;
import io.regent.fleet.Service;
import io.regent.fleet.Target;
import io.regent.plan.RecordSet.Content;
import io.regent.plan.RecordSet.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a service's records is not as the levers need it. Regent owns their weights alone: the rest it never changes,
 * and it does not know what was meant. So it holds them to each other and to the fleet.
 */
final class Build {
    private final Service service;
    private final List<RecordSet> own;
    private final List<Plan.Problem> problems = new ArrayList<>();

    private Build(Service service, Records records) {
        this.service = service;
        this.own = records.own(service);
    }

    static List<Plan.Problem> problems(Service service, Records records) {
        Build build = new Build(service, records);
        switch (service.routing()) {
            case WEIGHTED -> build.checkThatAllOrNoneHaveHealthChecks();
            case FAILOVER -> build.checkThePair();
        }
        build.checkThatNoHealthCheckServesTwo();
        build.checkAliases();
        return build.problems;
    }

    private void checkThatAllOrNoneHaveHealthChecks() {
        List<RecordSet> weighted = service.endpoints().stream()
                .flatMap(endpoint -> sets(endpoint).stream())
                .toList();
        List<RecordSet> without =
                weighted.stream().filter(set -> set.healthCheckId().isEmpty()).toList();
        if (without.size() < weighted.size()) {
            without.forEach(
                    set -> misbuilt(set, "has no health check, as others have: routing control cannot move it"));
        }
    }

    /** A SECONDARY needs no health check: Route 53 answers it when the PRIMARY is unhealthy, whatever it is itself. */
    private void checkThePair() {
        for (RecordType type : new TreeSet<>(service.recordTypes())) {
            for (Endpoint endpoint : service.endpoints()) {
                String role = endpoint.baseline() > 0 ? "PRIMARY" : "SECONDARY";
                List<RecordSet> found = sets(endpoint).stream()
                        .filter(set -> set.type().equals(type.name())
                                && set.selector() instanceof Selector.Failover failover
                                && failover.primary() == endpoint.baseline() > 0)
                        .toList();
                if (found.isEmpty()) {
                    problems.add(new Plan.Problem.NoRecord("%s %s has no %s record with the SetIdentifier %s"
                            .formatted(service.name(), type, role, endpoint.region())));
                }
                found.stream()
                        .filter(set ->
                                endpoint.baseline() > 0 && set.healthCheckId().isEmpty())
                        .forEach(set -> misbuilt(set, "has no health check: routing control cannot move it"));
            }
        }
    }

    private void checkThatNoHealthCheckServesTwo() {
        Map<String, Set<String>> endpoints = new TreeMap<>();
        for (Endpoint endpoint : service.endpoints()) {
            sets(endpoint).stream()
                    .filter(set -> !set.healthCheckId().isEmpty())
                    .forEach(set -> endpoints
                            .computeIfAbsent(set.healthCheckId(), any -> new TreeSet<>())
                            .add(endpoint.region().id()));
        }
        endpoints.forEach((check, regions) -> {
            if (regions.size() > 1) {
                problems.add(new Plan.Problem.Misbuilt("%s: the health check %s is that of %s: expected one for each"
                        .formatted(service.name(), check, String.join(" and ", regions))));
            }
        });
    }

    private void checkAliases() {
        for (Endpoint endpoint : service.endpoints()) {
            Set<Content> aliases = new HashSet<>();
            for (RecordSet set : sets(endpoint)) {
                if (set.content() instanceof Content.Alias alias) {
                    aliases.add(alias);
                    service.endpoints().stream()
                            .filter(other -> !other.equals(endpoint) && leadsTo(alias, other))
                            .forEach(other ->
                                    misbuilt(set, "is an alias to the load balancer of %s".formatted(other.region())));
                }
            }
            if (aliases.size() > 1) {
                problems.add(new Plan.Problem.Misbuilt("%s %s: its record types are aliases to different targets, or"
                                .formatted(service.name(), endpoint.region())
                        + " evaluate the target's health differently"));
            }
        }
    }

    private static boolean leadsTo(Content.Alias alias, Endpoint endpoint) {
        String name = alias.dnsName().toLowerCase(Locale.ROOT);
        String without = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return endpoint.targets().stream()
                .anyMatch(target -> target.part() == Target.Part.LOAD_BALANCER
                        && target.address().host().equals(without));
    }

    /** The record sets of an endpoint that are chosen as the service's routing says. */
    private List<RecordSet> sets(Endpoint endpoint) {
        return own.stream()
                .filter(set -> switch (service.routing()) {
                    case WEIGHTED -> set.selector() instanceof Selector.Weighted;
                    case FAILOVER -> set.selector() instanceof Selector.Failover;
                })
                .filter(set ->
                        set.selector().identifier().equals(endpoint.region().id()))
                .toList();
    }

    private void misbuilt(RecordSet set, String what) {
        problems.add(new Plan.Problem.Misbuilt("%s %s %s %s"
                .formatted(service.name(), set.type(), set.selector().identifier(), what)));
    }
}
