package io.regent.lab.twin.route53;

import io.regent.lab.twin.route53.ChangeBatch.Action;
import io.regent.lab.twin.route53.ChangeBatch.Change;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Record sets and batches in few words. */
public final class RecordSets {
    private RecordSets() {}

    public static RecordSet simple(String name, RecordType type, int ttl, String... values) {
        return new RecordSet(DnsName.of(name), type, new Routing.Simple(), values(ttl, values));
    }

    public static RecordSet weighted(String name, String identifier, long weight, int ttl, String address) {
        return new RecordSet(
                DnsName.of(name), RecordType.A, new Routing.Weighted(identifier, weight), values(ttl, address));
    }

    public static RecordSet weightedAlias(String name, String identifier, long weight, Target.Alias alias) {
        return new RecordSet(DnsName.of(name), RecordType.A, new Routing.Weighted(identifier, weight), alias);
    }

    public static RecordSet failover(String name, String identifier, Routing.Role role, String address) {
        return new RecordSet(
                DnsName.of(name), RecordType.A, new Routing.Failover(identifier, role), values(60, address));
    }

    public static RecordSet alias(String name, Target.Alias alias) {
        return new RecordSet(DnsName.of(name), RecordType.A, new Routing.Simple(), alias);
    }

    public static Target.Alias to(String zoneId, String name, boolean evaluateTargetHealth) {
        return new Target.Alias(zoneId, DnsName.of(name), evaluateTargetHealth);
    }

    public static RecordSet checked(RecordSet set, String healthCheckId) {
        return new RecordSet(set.name(), set.type(), set.routing(), set.target(), healthCheckId);
    }

    public static Target.Values values(int ttl, String... values) {
        return new Target.Values(Duration.ofSeconds(ttl), List.of(values));
    }

    public static Change creation(RecordSet set) {
        return new Change(Action.CREATE, set);
    }

    public static Change delete(RecordSet set) {
        return new Change(Action.DELETE, set);
    }

    public static Change upsert(RecordSet set) {
        return new Change(Action.UPSERT, set);
    }

    public static ChangeBatch creating(RecordSet... sets) {
        return new ChangeBatch("", Arrays.stream(sets).map(RecordSets::creation).toList());
    }

    public static ChangeBatch upserting(RecordSet... sets) {
        return new ChangeBatch("", Arrays.stream(sets).map(RecordSets::upsert).toList());
    }
}
