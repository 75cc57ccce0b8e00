package io.regent.ledger;

import java.time.Instant;

/** Whether the service's records were found to have the weights that belong to the ledger. */
public sealed interface Agreement {
    /** They have, or are given them along with this ledger. */
    record Agreed() implements Agreement {}

    /**
     * They have not, and were left so.
     *
     * @param since when a controller first saw that (whole seconds, UTC), without a break since. Somebody changed them
     *     before, after the last run that saw them agree: Route 53 keeps no time of a change.
     */
    record Differing(Instant since) implements Agreement {}
}
