package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.route53.ChangeInfo;
import io.regent.lab.twin.route53.HostedZone;
import io.regent.lab.twin.route53.RecordPage.Start;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.twin.route53.Target;
import java.util.List;

/** The elements that Route 53's answers are made of, in the order of the API model. */
final class Route53Forms {
    private Route53Forms() {}

    /** The record type of that name. */
    static RecordType type(String name) {
        return RecordType.named(name)
                .orElseThrow(() -> new TwinError(
                        "InvalidInput",
                        400,
                        "Type '" + name + "': the lab's Route 53 holds records of type " + RecordType.accepted()));
    }

    static void change(XmlAnswer answer, ChangeInfo change) {
        answer.open("ChangeInfo")
                .leaf("Id", "/change/" + change.id())
                .leaf("Status", change.status())
                .leaf("SubmittedAt", change.submittedAt());
        if (!change.comment().isEmpty()) {
            answer.leaf("Comment", change.comment());
        }
        answer.close();
    }

    static void zones(XmlAnswer answer, List<HostedZone> zones) {
        answer.open("HostedZones");
        zones.forEach(zone -> zone(answer, zone));
        answer.close();
    }

    static void zone(XmlAnswer answer, HostedZone zone) {
        answer.open("HostedZone")
                .leaf("Id", "/hostedzone/" + zone.id())
                .leaf("Name", zone.name())
                .leaf("CallerReference", zone.callerReference())
                .open("Config");
        if (!zone.comment().isEmpty()) {
            answer.leaf("Comment", zone.comment());
        }
        answer.leaf("PrivateZone", false)
                .close()
                .leaf("ResourceRecordSetCount", zone.recordSetCount())
                .close();
    }

    static void delegationSet(XmlAnswer answer, HostedZone zone) {
        answer.open("DelegationSet").open("NameServers");
        for (var nameServer : zone.nameServers()) {
            // Without the dot at the end, as Route 53 gives these alone.
            answer.leaf("NameServer", String.join(".", nameServer.labels()));
        }
        answer.close().close();
    }

    static void next(XmlAnswer answer, Start.At next) {
        answer.leaf("NextRecordName", next.name()).leaf("NextRecordType", next.type());
        if (!next.setIdentifier().isEmpty()) {
            answer.leaf("NextRecordIdentifier", next.setIdentifier());
        }
    }

    static void recordSet(XmlAnswer answer, RecordSet set) {
        answer.open("ResourceRecordSet").leaf("Name", set.name()).leaf("Type", set.type());
        switch (set.routing()) {
            case Routing.Simple simple -> {}
            case Routing.Weighted weighted ->
                answer.leaf("SetIdentifier", weighted.setIdentifier()).leaf("Weight", weighted.weight());
            case Routing.Failover failover ->
                answer.leaf("SetIdentifier", failover.setIdentifier()).leaf("Failover", failover.role());
        }
        switch (set.target()) {
            case Target.Values own -> {
                answer.leaf("TTL", own.ttl().toSeconds()).open("ResourceRecords");
                own.values()
                        .forEach(value -> answer.open("ResourceRecord")
                                .leaf("Value", value)
                                .close());
                answer.close();
            }
            case Target.Alias alias ->
                answer.open("AliasTarget")
                        .leaf("HostedZoneId", alias.hostedZoneId())
                        .leaf("DNSName", alias.name())
                        .leaf("EvaluateTargetHealth", alias.evaluateTargetHealth())
                        .close();
        }
        set.healthCheck().ifPresent(id -> answer.leaf("HealthCheckId", id));
        answer.close();
    }
}
