package io.regent.adapter;

import io.regent.fleet.DnsName;
import io.regent.plan.RecordSet;
import io.regent.plan.RecordSet.Content;
import io.regent.plan.RecordSet.Selector;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** Record sets between Route 53's model and the plan's. */
final class Route53Records {
    /** API reference, ResourceRecordSet. */
    private static final long HEAVIEST = 255;

    private Route53Records() {}

    static RecordSet read(ResourceRecordSet set) {
        return new RecordSet(
                new DnsName(set.name()),
                Needed.part(set.typeAsString(), "a record set's type"),
                selector(set),
                content(set),
                set.healthCheckId() == null ? "" : set.healthCheckId());
    }

    private static Selector selector(ResourceRecordSet set) {
        if (set.setIdentifier() == null) {
            return new Selector.Simple();
        }
        // What a traffic policy instance made is changed through that alone.
        if (set.trafficPolicyInstanceId() != null) {
            return new Selector.Other(set.setIdentifier());
        }
        if (set.failover() != null) {
            return new Selector.Failover(set.setIdentifier(), set.failover() == ResourceRecordSetFailover.PRIMARY);
        }
        if (set.weight() == null) {
            return new Selector.Other(set.setIdentifier());
        }
        if (set.weight() < 0 || set.weight() > HEAVIEST) {
            throw SdkClientException.create("a weight of " + set.weight());
        }
        return new Selector.Weighted(set.setIdentifier(), Math.toIntExact(set.weight()));
    }

    private static Content content(ResourceRecordSet set) {
        AliasTarget alias = set.aliasTarget();
        if (alias != null) {
            return new Content.Alias(
                    Needed.part(alias.hostedZoneId(), "an alias's zone"),
                    Needed.part(alias.dnsName(), "an alias's target"),
                    Needed.part(alias.evaluateTargetHealth(), "whether an alias follows its target's health"));
        }
        List<String> values = set.resourceRecords().stream()
                .map(ResourceRecord::value)
                .map(value -> Needed.part(value, "a record's value"))
                .toList();
        return new Content.Values(set.ttl() == null ? 0 : set.ttl(), values);
    }

    static ResourceRecordSet write(RecordSet set) {
        ResourceRecordSet.Builder builder =
                ResourceRecordSet.builder().name(set.name().value() + ".").type(set.type());
        switch (set.selector()) {
            case Selector.Simple simple -> {}
            case Selector.Weighted weighted ->
                builder.setIdentifier(weighted.setIdentifier()).weight((long) weighted.weight());
            case Selector.Failover failover -> throw neverChanged(set);
            case Selector.Other other -> throw neverChanged(set);
        }
        switch (set.content()) {
            case Content.Alias alias ->
                builder.aliasTarget(target -> target.hostedZoneId(alias.zone())
                        .dnsName(alias.dnsName())
                        .evaluateTargetHealth(alias.evaluateTargetHealth()));
            case Content.Values values ->
                builder.ttl(values.ttl())
                        .resourceRecords(values.values().stream()
                                .map(value ->
                                        ResourceRecord.builder().value(value).build())
                                .toList());
        }
        if (!set.healthCheckId().isEmpty()) {
            builder.healthCheckId(set.healthCheckId());
        }
        return builder.build();
    }

    private static IllegalArgumentException neverChanged(RecordSet set) {
        return new IllegalArgumentException(
                "record set " + set.name() + " " + set.selector().identifier() + ": expected a weighted or simple one");
    }
}
