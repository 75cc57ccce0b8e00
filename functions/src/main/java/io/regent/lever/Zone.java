package io.regent.lever;

import io.regent.fleet.Service;
import io.regent.plan.Plan;

/** The lever <em>weights</em>: the hosted zone, through Route 53's control plane. Both calls are bounded in time. */
public interface Zone {
    /** Reads the service's records and its ledger; changes that are still PENDING show already. */
    ZoneReading read(Service service);

    /** Applies a plan as one batch, wholly or not at all. */
    ChangeOutcome apply(Service service, Plan plan);
}
