package io.regent.lab.twin.route53;

import java.util.Comparator;

/** What tells a record set from all others of its zone; ordered as ListResourceRecordSets lists. */
record RecordKey(DnsName name, RecordType type, String setIdentifier) implements Comparable<RecordKey> {
    private static final Comparator<RecordKey> ORDER = Comparator.comparing(RecordKey::name)
            .thenComparing(RecordKey::type)
            .thenComparing(RecordKey::setIdentifier);

    @Override
    public int compareTo(RecordKey other) {
        return ORDER.compare(this, other);
    }

    /** The way Route 53 names a record set in its refusals. */
    @Override
    public String toString() {
        String identifier = setIdentifier.isEmpty() ? "" : ", set-identifier='" + setIdentifier + "'";
        return "resource record set [name='" + name + "', type='" + type + "'" + identifier + "]";
    }
}
