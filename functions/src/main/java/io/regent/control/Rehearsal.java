package io.regent.control;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.lever.ZoneReading;
import java.time.Instant;
import java.util.List;

/**
 * What came of trying, without changing anything that can be seen, what a failover needs.
 *
 * @param home the controller's region
 * @param at when it was over
 * @param zone what reading the records and the ledger came to
 * @param weights what the batch that leaves everything as it is came to; never unneeded
 * @param opinions of each vantage
 */
public record Rehearsal(
        Region home, Service service, Instant at, ZoneReading zone, Attempt.Weights weights, List<Opinion> opinions) {
    public Rehearsal {
        opinions = List.copyOf(opinions);
    }
}
