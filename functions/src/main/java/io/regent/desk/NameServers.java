package io.regent.desk;

import io.regent.fleet.Service;
import io.regent.verify.NewWay;
import io.regent.verify.Watch;
import java.time.Instant;

/** The port to the zone's authoritative name servers: watches them until all answer the new way. */
@FunctionalInterface
public interface NameServers {
    /** Watches no longer than until the deadline. */
    Watch watch(Service service, NewWay way, Instant deadline) throws InterruptedException;
}
