package io.regent.desk;

import io.regent.drill.Section;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The port to the zone's authoritative name servers: watches them until all answer the new way. */
@FunctionalInterface
public interface NameServers {
    /** Watches no longer than until the deadline. */
    Seen watch(Service service, NewWay way, Instant deadline) throws InterruptedException;

    /** How a name server is known to answer the new way. */
    sealed interface NewWay {
        /**
         * It has the ledger of this generation or a later one, and answers none of the regions that are gone.
         *
         * @param gone may be empty
         */
        record Written(long generation, Set<Region> gone) implements NewWay {
            public Written {
                gone = Set.copyOf(gone);
            }
        }

        /** It has no ledger any more. */
        record Retired() implements NewWay {}
    }

    /**
     * What was seen.
     *
     * @param first when the first of them answered the new way; empty where none did
     * @param last when the last one did; empty where not all did
     * @param section who answers what
     */
    record Seen(Optional<Instant> first, Optional<Instant> last, Section section) {}
}
