package io.regent.lab.twin.route53;

import io.regent.lab.twin.TwinError;
import java.util.List;

/** An account at Route 53, reached by a plain call or over the wire. Refusals are {@link TwinError}s either way. */
public interface Route53Account {
    HostedZone.Created createZone(String name, String callerReference);

    HostedZone getZone(String zoneId);

    Zones listZones(String marker, int most);

    Zones listZonesByName(String from, int most);

    ChangeInfo change(String zoneId, ChangeBatch batch);

    ChangeInfo getChange(String changeId);

    /** Lists from a record set on: its name, type and identifier, each empty where it is not to be given. */
    Records list(String zoneId, String name, String type, String identifier, int most);

    /** A page; {@code next} is empty on the last, else where the next one starts, with blanks between the parts. */
    record Records(List<RecordSet> sets, String next) {}

    /** A page; {@code next} is empty on the last, else the id of the next zone. */
    record Zones(List<HostedZone> zones, String next) {}
}
