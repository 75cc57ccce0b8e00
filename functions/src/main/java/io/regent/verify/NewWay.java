package io.regent.verify;

import io.regent.fleet.Region;
import java.util.Set;

/** How a name server is known to answer the new way. */
public sealed interface NewWay {
    /**
     * A batch was written: the server shows its ledger or a later one, which stands in the zone beside the weights, and
     * has done with the regions that were taken out.
     *
     * @param generation of the ledger that was written
     * @param gone regions that are not to be answered any more; none where only shares changed
     */
    record Written(long generation, Set<Region> gone) implements NewWay {
        public Written {
            gone = Set.copyOf(gone);
        }
    }

    /** Nothing was written, and health checks take regions out: the server has done with them. */
    record Gone(Set<Region> gone) implements NewWay {
        public Gone {
            gone = Set.copyOf(gone);
            if (gone.isEmpty()) {
                throw new IllegalArgumentException("gone: expected at least one region");
            }
        }
    }

    /** The ledger was taken out of the zone: the server has none. */
    record Retired() implements NewWay {}
}
