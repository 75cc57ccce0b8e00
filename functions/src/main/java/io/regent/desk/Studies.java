package io.regent.desk;

import io.regent.drill.Findings;
import io.regent.drill.Request;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Instant;
import java.util.Map;

/** The actions that find something out and change nothing. */
public interface Studies {
    /**
     * What the name servers answer.
     *
     * @param expected the weights that belong to what stands; empty where that is not known
     */
    Findings verify(Service service, Map<Region, Integer> expected, Request.Verify request, Instant deadline)
            throws InterruptedException;

    /** Whether tonight's failover would work. */
    Findings preflight(Service service, Request.Preflight request, Instant deadline) throws InterruptedException;

    /** What other settings would have made of a past period. */
    Findings replay(Service service, Request.Replay request, Instant deadline) throws InterruptedException;
}
