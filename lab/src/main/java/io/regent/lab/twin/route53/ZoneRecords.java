package io.regent.lab.twin.route53;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A zone's record sets after some change; never changes itself, so that a name server can go on seeing an old one.
 *
 * @param serial how many changes the zone has had; 0 is a zone that a name server has not heard of
 */
record ZoneRecords(long serial, NavigableMap<RecordKey, RecordSet> sets) {
    static final ZoneRecords UNHEARD_OF = new ZoneRecords(0, new TreeMap<>());

    ZoneRecords {
        sets = Collections.unmodifiableNavigableMap(new TreeMap<>(sets));
    }

    ZoneRecords followedBy(NavigableMap<RecordKey, RecordSet> changed) {
        return new ZoneRecords(serial + 1, changed);
    }

    List<RecordSet> group(DnsName name, RecordType type) {
        return List.copyOf(group(sets, name, type));
    }

    /** Whether the name has records, or a name below it has. */
    boolean knows(DnsName name) {
        RecordKey next = sets.ceilingKey(new RecordKey(name, RecordType.A, ""));
        return next != null && next.name().isWithin(name);
    }

    /** The record sets of a name and type, of whatever routing. */
    static Collection<RecordSet> group(NavigableMap<RecordKey, RecordSet> sets, DnsName name, RecordType type) {
        return sets.tailMap(new RecordKey(name, type, ""), true).values().stream()
                .takeWhile(set -> set.name().equals(name) && set.type() == type)
                .toList();
    }
}
