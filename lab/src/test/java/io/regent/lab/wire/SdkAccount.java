package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.ChangeInfo;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.HostedZone;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Route53Account;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.twin.route53.Target;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** The account by the AWS SDK. */
record SdkAccount(Route53Client client) implements Route53Account {
    static <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (Route53Exception e) {
            throw new TwinError(
                    e.awsErrorDetails().errorCode(),
                    e.statusCode(),
                    e.awsErrorDetails().errorMessage());
        }
    }

    @Override
    public HostedZone.Created createZone(String name, String callerReference) {
        var answer =
                told(() -> client.createHostedZone(request -> request.name(name).callerReference(callerReference)));
        return new HostedZone.Created(
                zone(answer.hostedZone(), answer.delegationSet().nameServers()), change(answer.changeInfo()));
    }

    @Override
    public HostedZone getZone(String zoneId) {
        var answer = told(() -> client.getHostedZone(request -> request.id(zoneId)));
        return zone(answer.hostedZone(), answer.delegationSet().nameServers());
    }

    @Override
    public Zones listZones(String marker, int most) {
        var answer = told(() -> client.listHostedZones(
                request -> request.marker(marker.isEmpty() ? null : marker).maxItems(Integer.toString(most))));
        return new Zones(zones(answer.hostedZones()), Objects.requireNonNullElse(answer.nextMarker(), ""));
    }

    @Override
    public Zones listZonesByName(String from, int most) {
        var answer = told(() -> client.listHostedZonesByName(
                request -> request.dnsName(from.isEmpty() ? null : from).maxItems(Integer.toString(most))));
        return new Zones(zones(answer.hostedZones()), Objects.requireNonNullElse(answer.nextHostedZoneId(), ""));
    }

    private static List<HostedZone> zones(List<software.amazon.awssdk.services.route53.model.HostedZone> zones) {
        return zones.stream().map(zone -> zone(zone, List.of())).toList();
    }

    private static HostedZone zone(
            software.amazon.awssdk.services.route53.model.HostedZone zone, List<String> nameServers) {
        return new HostedZone(
                zone.id().replace("/hostedzone/", ""),
                DnsName.of(zone.name()),
                zone.callerReference(),
                Objects.requireNonNullElse(zone.config().comment(), ""),
                Math.toIntExact(zone.resourceRecordSetCount()),
                nameServers.stream().map(DnsName::of).toList());
    }

    @Override
    public ChangeInfo change(String zoneId, ChangeBatch batch) {
        return change(told(() -> client.changeResourceRecordSets(request(zoneId, batch)))
                .changeInfo());
    }

    static ChangeResourceRecordSetsRequest request(String zoneId, ChangeBatch batch) {
        List<Change> changes = batch.changes().stream()
                .map(change -> Change.builder()
                        .action(change.action().name())
                        .resourceRecordSet(given(change.recordSet()))
                        .build())
                .toList();
        return ChangeResourceRecordSetsRequest.builder()
                .hostedZoneId(zoneId)
                .changeBatch(
                        given -> given.changes(changes).comment(batch.comment().isEmpty() ? null : batch.comment()))
                .build();
    }

    @Override
    public ChangeInfo getChange(String changeId) {
        return change(
                told(() -> client.getChange(request -> request.id(changeId))).changeInfo());
    }

    private static ChangeInfo change(software.amazon.awssdk.services.route53.model.ChangeInfo change) {
        return new ChangeInfo(
                change.id().replace("/change/", ""),
                ChangeInfo.Status.valueOf(change.statusAsString()),
                change.submittedAt(),
                Objects.requireNonNullElse(change.comment(), ""));
    }

    @Override
    public Records list(String zoneId, String name, String type, String identifier, int most) {
        ListResourceRecordSetsRequest.Builder request =
                ListResourceRecordSetsRequest.builder().hostedZoneId(zoneId).maxItems(Integer.toString(most));
        if (!name.isEmpty()) {
            request.startRecordName(name);
        }
        if (!type.isEmpty()) {
            request.startRecordType(type);
        }
        if (!identifier.isEmpty()) {
            request.startRecordIdentifier(identifier);
        }
        ListResourceRecordSetsResponse answer = told(() -> client.listResourceRecordSets(request.build()));
        String next = answer.isTruncated()
                ? answer.nextRecordName() + " " + answer.nextRecordTypeAsString() + " "
                        + Objects.requireNonNullElse(answer.nextRecordIdentifier(), "")
                : "";
        return new Records(
                answer.resourceRecordSets().stream().map(SdkAccount::taken).toList(), next.strip());
    }

    private static ResourceRecordSet given(RecordSet set) {
        ResourceRecordSet.Builder given = ResourceRecordSet.builder()
                .name(set.name().toString())
                .type(set.type().name());
        switch (set.routing()) {
            case Routing.Simple simple -> {}
            case Routing.Weighted weighted ->
                given.setIdentifier(weighted.setIdentifier()).weight(weighted.weight());
            case Routing.Failover failover ->
                given.setIdentifier(failover.setIdentifier())
                        .failover(failover.role().name());
        }
        switch (set.target()) {
            case Target.Values own ->
                given.ttl(own.ttl().toSeconds())
                        .resourceRecords(own.values().stream()
                                .map(value ->
                                        ResourceRecord.builder().value(value).build())
                                .toList());
            case Target.Alias alias ->
                given.aliasTarget(target -> target.hostedZoneId(alias.hostedZoneId())
                        .dnsName(alias.name().toString())
                        .evaluateTargetHealth(alias.evaluateTargetHealth()));
        }
        set.healthCheck().ifPresent(given::healthCheckId);
        return given.build();
    }

    private static RecordSet taken(ResourceRecordSet set) {
        Routing routing = set.weight() != null
                ? new Routing.Weighted(set.setIdentifier(), set.weight())
                : set.failover() != null
                        ? new Routing.Failover(set.setIdentifier(), Routing.Role.valueOf(set.failoverAsString()))
                        : new Routing.Simple();
        Target target = set.aliasTarget() != null
                ? new Target.Alias(
                        set.aliasTarget().hostedZoneId(),
                        DnsName.of(set.aliasTarget().dnsName()),
                        set.aliasTarget().evaluateTargetHealth())
                : new Target.Values(
                        Duration.ofSeconds(set.ttl()),
                        set.resourceRecords().stream()
                                .map(ResourceRecord::value)
                                .toList());
        return new RecordSet(
                DnsName.of(set.name()),
                RecordType.valueOf(set.typeAsString()),
                routing,
                target,
                Objects.requireNonNullElse(set.healthCheckId(), ""));
    }
}
