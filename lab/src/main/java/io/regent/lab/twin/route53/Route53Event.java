package io.regent.lab.twin.route53;

import io.regent.lab.twin.Caller;
import io.regent.lab.twin.TwinError;
import java.time.Instant;

/** Something that happened to a zone, for those who draw a timeline. */
public sealed interface Route53Event {
    Instant at();

    /** A batch is in the zone; name servers do not know it yet. */
    record Accepted(Instant at, String zoneId, Caller caller, String changeId, ChangeBatch batch)
            implements Route53Event {}

    /** A batch was not accepted and changed nothing. */
    record Refused(Instant at, String zoneId, Caller caller, ChangeBatch batch, TwinError error)
            implements Route53Event {}

    /** A name server (0 to 3) answers as the change says from now on. */
    record Reached(Instant at, String zoneId, String changeId, int nameServer) implements Route53Event {}

    /** The last name server has it. */
    record InSync(Instant at, String zoneId, String changeId) implements Route53Event {}
}
