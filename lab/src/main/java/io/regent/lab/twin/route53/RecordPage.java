package io.regent.lab.twin.route53;

import java.util.List;
import java.util.Optional;

/**
 * A page of record sets, in the order of their keys.
 *
 * @param following the record sets right after this page, one of them; none on the last page
 */
public record RecordPage(List<RecordSet> recordSets, List<RecordSet> following) {
    public RecordPage {
        recordSets = List.copyOf(recordSets);
        following = List.copyOf(following);
    }

    /** Where the next page starts; empty on the last page. */
    public Optional<Start.At> next() {
        return following.stream()
                .map(set -> new Start.At(set.name(), set.type(), set.routing().identifier()))
                .findFirst();
    }

    /** Where a page starts: at the first record set that is not before it. */
    public sealed interface Start {
        /** The zone's first. */
        record Beginning() implements Start {}

        /** The first of that name or after it. */
        record Name(DnsName name) implements Start {}

        /** The first of that name and type or after it; the identifier is empty where there is none. */
        record At(DnsName name, RecordType type, String setIdentifier) implements Start {}
    }
}
