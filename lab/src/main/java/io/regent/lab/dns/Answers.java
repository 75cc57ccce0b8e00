package io.regent.lab.dns;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * What one address of the server says. Two addresses may say different things, as name servers do while a change
 * propagates, or as the view from a region does. Called from many threads at once.
 */
@FunctionalInterface
public interface Answers {
    /** Answers a question of class IN; the type is dnsjava's number for it, never ANY or a zone transfer. */
    Reply to(Name name, int type);

    /** An authoritative answer, or that there is none. */
    sealed interface Reply {
        /** These records. */
        record Found(List<Record> records) implements Reply {
            public Found {
                records = List.copyOf(records);
            }
        }

        /** The name has no records of the type; {@code before} are the CNAME records that led to it. */
        record NoData(List<Record> before, Record soa) implements Reply {
            public NoData {
                before = List.copyOf(before);
            }
        }

        /** There is no such name; {@code before} are the CNAME records that led to it. */
        record NoName(List<Record> before, Record soa) implements Reply {
            public NoName {
                before = List.copyOf(before);
            }
        }

        /** Nothing is known of that part of the tree: REFUSED. */
        record NotServed() implements Reply {}

        /** No answer at all, as of a server that is down. */
        record Silence() implements Reply {}
    }
}
