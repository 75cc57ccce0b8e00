package io.regent.lab.twin.route53;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that record sets keep among each other, checked on the zone as it would be after a batch, so that a batch
 * may turn a whole group over at once.
 */
final class ZoneRules {
    /** Developer Guide, "Quotas": weighted records with the same name and type. */
    private static final int MOST_WEIGHTED = 100;

    private final Zone zone;
    private final NavigableMap<RecordKey, RecordSet> after;
    private final Map<DnsName, AwsName> awsNames;

    ZoneRules(Zone zone, NavigableMap<RecordKey, RecordSet> after, Map<DnsName, AwsName> awsNames) {
        this.zone = zone;
        this.after = after;
        this.awsNames = awsNames;
    }

    /** What speaks against the record sets that a batch writes; empty when nothing does. */
    List<String> problemsOf(Set<RecordSet> written) {
        List<String> problems = new ArrayList<>(problemsOfZone());
        for (RecordSet set : written) {
            cnameProblem(set).ifPresent(problems::add);
            groupProblem(set).ifPresent(problems::add);
            if (set.target() instanceof Target.Alias alias) {
                problems.addAll(aliasProblems(set, alias));
            }
        }
        return problems;
    }

    private List<String> problemsOfZone() {
        List<String> problems = new ArrayList<>();
        if (ZoneRecords.group(after, zone.name(), RecordType.SOA).isEmpty()) {
            problems.add("A HostedZone must contain exactly one SOA record.");
        }
        if (ZoneRecords.group(after, zone.name(), RecordType.NS).isEmpty()) {
            problems.add("A HostedZone must contain at least one NS record for the zone itself.");
        }
        return problems;
    }

    private Optional<String> cnameProblem(RecordSet set) {
        boolean cname = set.type() == RecordType.CNAME;
        String named = "RRSet of type " + set.type() + " with DNS name " + set.name();
        if (cname && set.name().equals(zone.name())) {
            return Optional.of(named + " is not permitted at apex in zone " + zone.name());
        }
        if (set.type() == RecordType.SOA && !set.name().equals(zone.name())) {
            return Optional.of(named + " is only permitted at apex in zone " + zone.name());
        }
        for (RecordType other : RecordType.values()) {
            if (other == set.type()
                    || ZoneRecords.group(after, set.name(), other).isEmpty()) {
                continue;
            }
            if (cname) {
                return Optional.of(
                        named + " is not permitted as it conflicts with other records with the same DNS name in zone "
                                + zone.name());
            }
            if (other == RecordType.CNAME) {
                return Optional.of(named + " is not permitted because a conflicting RRSet of type CNAME with the same "
                        + "DNS name already exists in zone " + zone.name());
            }
        }
        return Optional.empty();
    }

    private Optional<String> groupProblem(RecordSet set) {
        Collection<RecordSet> group = ZoneRecords.group(after, set.name(), set.type());
        String named = "RRSet with DNS name " + set.name() + ", type " + set.type();
        String problem =
                switch (set.routing()) {
                    case Routing.Simple simple ->
                        group.size() > 1 ? "as other RRSets exist with the same name and type." : "";
                    case Routing.Weighted weighted -> weightedProblem(group);
                    case Routing.Failover failover -> failoverProblem(group);
                };
        if (problem.isEmpty()) {
            return Optional.empty();
        }
        String identifier = set.routing().identifier();
        return Optional.of(named + (identifier.isEmpty() ? "" : ", SetIdentifier " + identifier) + " cannot be created "
                + problem);
    }

    private static String weightedProblem(Collection<RecordSet> group) {
        if (!group.stream().allMatch(set -> set.routing() instanceof Routing.Weighted)) {
            return "as a non-weighted set exists with the same name and type.";
        }
        if (group.size() > MOST_WEIGHTED) {
            return "as a weighted set may hold no more than " + MOST_WEIGHTED + " RRSets.";
        }
        return ttls(group).size() > 1 ? "as weighted sets must contain the same TTL." : "";
    }

    private static String failoverProblem(Collection<RecordSet> group) {
        Set<Routing.Role> roles = new HashSet<>();
        for (RecordSet set : group) {
            if (!(set.routing() instanceof Routing.Failover failover)) {
                return "as a non-failover set exists with the same name and type.";
            }
            if (!roles.add(failover.role())) {
                return "as a failover set with the role " + failover.role() + " exists with the same name and type.";
            }
        }
        return "";
    }

    /** Aliases have none, so they agree with everybody. */
    private static Set<Duration> ttls(Collection<RecordSet> group) {
        return group.stream()
                .map(RecordSet::target)
                .filter(Target.Values.class::isInstance)
                .map(target -> ((Target.Values) target).ttl())
                .collect(Collectors.toSet());
    }

    private List<String> aliasProblems(RecordSet set, Target.Alias alias) {
        String tried = "Tried to create an alias that targets " + alias.name() + ", type " + set.type() + " in zone "
                + alias.hostedZoneId() + ", ";
        List<String> problems = new ArrayList<>();
        boolean here = alias.hostedZoneId().equals(zone.id());
        AwsName resource = awsNames.get(AwsName.named(alias.name()));
        boolean there = resource != null && resource.hostedZoneId().equals(alias.hostedZoneId());
        if (here ? !alias.name().isWithin(zone.name()) : !there && resource != null) {
            problems.add(tried + "but the alias target name does not lie within the target zone");
        }
        if (here && (set.type() == RecordType.NS || set.type() == RecordType.SOA)) {
            problems.add(tried + "but aliases of that type are not supported");
        }
        boolean itself = here && alias.name().equals(set.name());
        boolean found = here
                ? !itself && !ZoneRecords.group(after, alias.name(), set.type()).isEmpty()
                : there;
        if (!found) {
            problems.add(tried + "but that target was not found");
        }
        return problems;
    }
}
