package io.regent.verify;

import io.regent.fleet.DnsName;
import java.util.List;

/** What came of a question. */
public sealed interface DnsReply {
    /**
     * An answer.
     *
     * @param code the response code by its name of RFC 6895, such as {@code NOERROR} or {@code REFUSED}
     * @param authoritative whether the server says that it speaks for the zone
     * @param truncated whether it did not fit; TCP has all of it
     * @param records the answer section's records of the type that was asked for
     */
    record Answered(String code, boolean authoritative, boolean truncated, List<Found> records) implements DnsReply {
        public Answered {
            records = List.copyOf(records);
        }
    }

    /** Nothing came in time. */
    record Silent() implements DnsReply {}

    /** It could not be sent: no way there, or nobody listens. */
    record Unreachable(String why) implements DnsReply {}

    /** Something came that is no answer. */
    record Nonsense(String why) implements DnsReply {}

    /**
     * A record of an answer.
     *
     * @param owner the name that it belongs to, in lower case without the last dot; behind a CNAME, another than was
     *     asked for
     * @param ttl in seconds
     * @param value an address as text, a name server's name like {@link DnsName}, or a TXT record's strings put
     *     together
     */
    record Found(String owner, long ttl, String value) {}
}
