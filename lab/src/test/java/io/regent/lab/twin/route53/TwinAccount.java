package io.regent.lab.twin.route53;

import io.regent.lab.twin.Caller;
import io.regent.lab.twin.route53.RecordPage.Start;
import java.util.Optional;

/** The account by plain calls. */
record TwinAccount(Route53Twin twin) implements Route53Account {
    @Override
    public HostedZone.Created createZone(String name, String callerReference) {
        return twin.createHostedZone(DnsName.of(name), callerReference, "");
    }

    @Override
    public HostedZone getZone(String zoneId) {
        return twin.getHostedZone(zoneId);
    }

    @Override
    public Zones listZones(String marker, int most) {
        return zones(twin.listHostedZones(marker, most));
    }

    @Override
    public Zones listZonesByName(String from, int most) {
        return zones(twin.listHostedZonesByName(
                from.isEmpty() ? Optional.empty() : Optional.of(DnsName.of(from)), "", most));
    }

    private static Zones zones(HostedZone.Page page) {
        return new Zones(
                page.zones(),
                page.next().stream().map(HostedZone::id).findFirst().orElse(""));
    }

    @Override
    public ChangeInfo change(String zoneId, ChangeBatch batch) {
        return twin.change(new Caller.Person(), zoneId, batch);
    }

    @Override
    public ChangeInfo getChange(String changeId) {
        return twin.getChange(changeId);
    }

    @Override
    public Records list(String zoneId, String name, String type, String identifier, int most) {
        Start start = name.isEmpty()
                ? new Start.Beginning()
                : type.isEmpty()
                        ? new Start.Name(DnsName.of(name))
                        : new Start.At(DnsName.of(name), RecordType.valueOf(type), identifier);
        RecordPage page = twin.listRecordSets(zoneId, start, most);
        return new Records(
                page.recordSets(),
                page.next()
                        .map(next -> (next.name() + " " + next.type() + " " + next.setIdentifier()).strip())
                        .orElse(""));
    }
}
