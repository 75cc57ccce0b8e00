package io.regent.desk;

import io.regent.drill.Findings;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Instant;

/** The port to the machines behind the endpoints. */
public interface Machinery {
    /** What can be known of an endpoint's machine; what cannot is said with why. */
    Section look(Service service, Region region, Instant deadline) throws InterruptedException;

    /** Begins a repair. */
    Findings repair(Service service, Region region, Request.Repair.Means means, Instant deadline)
            throws InterruptedException;
}
