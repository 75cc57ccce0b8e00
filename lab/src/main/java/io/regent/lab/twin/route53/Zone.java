package io.regent.lab.twin.route53;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A hosted zone as it is and as each of its name servers sees it. Guarded by the twin. */
final class Zone {
    /** A delegation set has four name servers. */
    static final int NAME_SERVERS = 4;

    private static final Duration NS_TTL = Duration.ofDays(2);
    private static final Duration SOA_TTL = Duration.ofMinutes(15);

    private final String id;
    private final DnsName name;
    private final String callerReference;
    private final String comment;
    private final List<DnsName> nameServers;
    private final List<ZoneRecords> seen = new ArrayList<>(Collections.nCopies(NAME_SERVERS, ZoneRecords.UNHEARD_OF));
    private ZoneRecords records;
    private Instant busyUntil = Instant.MIN;

    /** A new zone with the NS and SOA records that Route 53 gives it. */
    Zone(String id, DnsName name, String callerReference, String comment, List<DnsName> nameServers) {
        this.id = id;
        this.name = name;
        this.callerReference = callerReference;
        this.comment = comment;
        this.nameServers = List.copyOf(nameServers);
        NavigableMap<RecordKey, RecordSet> sets = new TreeMap<>();
        for (RecordSet set : List.of(
                own(
                        RecordType.NS,
                        NS_TTL,
                        nameServers.stream().map(DnsName::toString).toList()),
                own(
                        RecordType.SOA,
                        SOA_TTL,
                        List.of(nameServers.getFirst() + " awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400")))) {
            sets.put(set.key(), set);
        }
        this.records = ZoneRecords.UNHEARD_OF.followedBy(sets);
    }

    private RecordSet own(RecordType type, Duration ttl, List<String> values) {
        return new RecordSet(name, type, new Routing.Simple(), new Target.Values(ttl, values));
    }

    String id() {
        return id;
    }

    DnsName name() {
        return name;
    }

    String callerReference() {
        return callerReference;
    }

    /** What ListResourceRecordSets shows: every accepted change, whether a name server knows it or not. */
    ZoneRecords records() {
        return records;
    }

    /** What a name server answers from. */
    ZoneRecords seenBy(int nameServer) {
        return seen.get(nameServer);
    }

    boolean isBusy(Instant now) {
        return now.isBefore(busyUntil);
    }

    void accept(NavigableMap<RecordKey, RecordSet> changed, Instant until) {
        records = records.followedBy(changed);
        busyUntil = until;
    }

    /** A name server hears of records; it never goes back to older ones, however changes overtake each other. */
    void reach(int nameServer, ZoneRecords heard) {
        if (heard.serial() > seen.get(nameServer).serial()) {
            seen.set(nameServer, heard);
        }
    }

    HostedZone describe() {
        return new HostedZone(id, name, callerReference, comment, records.sets().size(), nameServers);
    }
}
