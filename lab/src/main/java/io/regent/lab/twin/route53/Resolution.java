package io.regent.lab.twin.route53;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** One question to one name server: finds the records of the name as that server sees the zone. */
final class Resolution {
    /** How far CNAME records and aliases are followed; a circle ends here. */
    private static final int MOST_HOPS = 8;

    private final DnsName zoneName;
    private final ZoneRecords zone;
    private final Map<DnsName, AwsName> awsNames;
    private final Duration loadBalancerTtl;
    private final Choice choice;

    Resolution(
            DnsName zoneName,
            ZoneRecords zone,
            Map<DnsName, AwsName> awsNames,
            Duration loadBalancerTtl,
            IntUnaryOperator draw,
            HealthView health) {
        this.zoneName = zoneName;
        this.zone = zone;
        this.awsNames = awsNames;
        this.loadBalancerTtl = loadBalancerTtl;
        this.choice = new Choice(draw, set -> isHealthy(set, health, 0));
    }

    /** Answers a question; the type is one that the twin holds, or empty for any other. */
    ZoneAnswer answer(DnsName asked, Optional<RecordType> type) {
        List<DnsRecord> found = new ArrayList<>();
        DnsName name = asked;
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            DnsName owner = owner(name);
            if (!zone.knows(owner)) {
                return new ZoneAnswer.NoName(found, soa());
            }
            List<DnsRecord> direct = type.isPresent() ? records(owner, name, type.get(), 0) : List.of();
            if (!direct.isEmpty()) {
                found.addAll(direct);
                return new ZoneAnswer.Found(found);
            }
            List<DnsRecord> cname = records(owner, name, RecordType.CNAME, 0);
            if (cname.isEmpty()) {
                return new ZoneAnswer.NoData(found, soa());
            }
            found.addAll(cname);
            name = DnsName.of(cname.getFirst().value());
            if (!name.isWithin(zoneName)) {
                break;
            }
        }
        return new ZoneAnswer.Found(found);
    }

    /** The name itself, or the wildcard that stands for it: the one below its closest existing ancestor (RFC 4592). */
    private DnsName owner(DnsName name) {
        DnsName existing = name;
        while (!zone.knows(existing) && !existing.equals(zoneName)) {
            existing = existing.parent();
        }
        return existing.equals(name) ? name : existing.wildcard();
    }

    private List<DnsRecord> records(DnsName owner, DnsName shownAs, RecordType type, int hops) {
        List<RecordSet> group = zone.group(owner, type);
        if (group.isEmpty() || hops == MOST_HOPS) {
            return List.of();
        }
        RecordSet chosen = choice.of(group);
        return switch (chosen.target()) {
            case Target.Values own ->
                own.values().stream()
                        .map(value -> new DnsRecord(shownAs, type, own.ttl(), value))
                        .toList();
            case Target.Alias alias -> {
                AwsName resource = awsNames.get(AwsName.named(alias.name()));
                // "the TTL of an alias is that of its target": a load balancer's, or that of the records in the zone.
                yield resource == null
                        ? records(alias.name(), shownAs, type, hops + 1)
                        : resource.addresses(type).stream()
                                .map(address -> new DnsRecord(shownAs, type, loadBalancerTtl, address))
                                .toList();
            }
        };
    }

    /** Developer Guide, "How health checks work in complex configurations": both the check and the target count. */
    private boolean isHealthy(RecordSet set, HealthView health, int hops) {
        if (!set.healthCheck().map(health::checkHealthy).orElse(true)) {
            return false;
        }
        if (!(set.target() instanceof Target.Alias alias) || !alias.evaluateTargetHealth() || hops == MOST_HOPS) {
            return true;
        }
        AwsName resource = awsNames.get(AwsName.named(alias.name()));
        return resource == null
                ? zone.group(alias.name(), set.type()).stream().anyMatch(target -> isHealthy(target, health, hops + 1))
                : health.targetHealthy(resource);
    }

    /** The SOA record of a negative answer, whose TTL is the lesser of its own and its last field (RFC 2308). */
    private DnsRecord soa() {
        DnsRecord soa = records(zoneName, zoneName, RecordType.SOA, 0).getFirst();
        String minimum = soa.value().substring(soa.value().lastIndexOf(' ') + 1);
        Duration negative = Duration.ofSeconds(Long.parseLong(minimum));
        Duration ttl = soa.ttl().compareTo(negative) <= 0 ? soa.ttl() : negative;
        return new DnsRecord(soa.name(), soa.type(), ttl, soa.value());
    }
}
