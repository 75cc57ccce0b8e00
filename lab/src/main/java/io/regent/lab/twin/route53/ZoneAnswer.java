package io.regent.lab.twin.route53;

import java.util.List;

/** What a name server of Route 53 says to a question. */
public sealed interface ZoneAnswer {
    /** It serves no zone that the name is in. */
    record NotServed() implements ZoneAnswer {}

    /** The answer, CNAME records first where they led to others. */
    record Found(List<DnsRecord> records) implements ZoneAnswer {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** The name exists, without records of that type; {@code before} are the CNAME records that led to it. */
    record NoData(List<DnsRecord> before, DnsRecord soa) implements ZoneAnswer {
        public NoData {
            before = List.copyOf(before);
        }
    }

    /** There is no such name; {@code before} are the CNAME records that led to it. */
    record NoName(List<DnsRecord> before, DnsRecord soa) implements ZoneAnswer {
        public NoName {
            before = List.copyOf(before);
        }
    }
}
