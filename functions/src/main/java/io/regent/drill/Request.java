package io.regent.drill;

import io.regent.fleet.Address;
import io.regent.fleet.Means;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person asks for, or the fleet's document in one's place, already held to the fleet: its regions are endpoints
 * of the service.
 */
public sealed interface Request {
    Action action();

    /** The one endpoint that it acts on; empty where it acts on none, or on all. */
    default Optional<Region> actsOn() {
        return switch (this) {
            case Evacuate evacuate -> Optional.of(evacuate.region());
            case Restore restore -> Optional.of(restore.region());
            case Outage outage -> Optional.of(outage.region());
            case Repair repair -> Optional.of(repair.region());
            case Status status -> Optional.empty();
            case Preview preview -> Optional.empty();
            case Verify verify -> Optional.empty();
            case Preflight preflight -> Optional.empty();
            case Replay replay -> Optional.empty();
            case Hold hold -> Optional.empty();
            case Release release -> Optional.empty();
            case Retire retire -> Optional.empty();
        };
    }

    /** How long what it asks for lasts; empty for what has no end. */
    default Optional<Duration> span() {
        return switch (this) {
            case Evacuate evacuate -> Optional.of(evacuate.lasts());
            case Hold hold -> Optional.of(hold.lasts());
            case Outage outage -> Optional.of(outage.lasts());
            case Restore restore -> Optional.empty();
            case Release release -> Optional.empty();
            case Repair repair -> Optional.empty();
            case Retire retire -> Optional.empty();
            case Status status -> Optional.empty();
            case Preview preview -> Optional.empty();
            case Verify verify -> Optional.empty();
            case Preflight preflight -> Optional.empty();
            case Replay replay -> Optional.empty();
        };
    }

    record Status() implements Request {
        @Override
        public Action action() {
            return Action.STATUS;
        }
    }

    /**
     * {@link Action#PREVIEW}.
     *
     * @param lost an endpoint that counts as lost
     * @param settings a policy that counts instead of the fleet's
     */
    record Preview(Optional<Region> lost, Optional<PolicySettings> settings) implements Request {
        @Override
        public Action action() {
            return Action.PREVIEW;
        }
    }

    /**
     * {@link Action#VERIFY}.
     *
     * @param resolvers public resolvers to ask beside the authoritative name servers
     * @param questions how many times each server is asked, in each way
     */
    record Verify(List<Address> resolvers, int questions) implements Request {
        public Verify {
            resolvers = List.copyOf(resolvers);
        }

        @Override
        public Action action() {
            return Action.VERIFY;
        }
    }

    /**
     * {@link Action#PREFLIGHT}.
     *
     * @param scope how much is looked at
     */
    record Preflight(Scope scope) implements Request {
        /** What a preflight looks at. */
        public enum Scope {
            /** Every region of the fleet, each by its own functions. */
            FLEET,
            /** The region that is asked, alone. */
            REGION
        }

        @Override
        public Action action() {
            return Action.PREFLIGHT;
        }
    }

    /**
     * {@link Action#REPLAY}.
     *
     * @param settings policies by a name that the person chose; at least one
     * @param verdicts what was held in the period, in order; empty to read them from CloudWatch
     */
    record Replay(Instant from, Instant until, SortedMap<String, PolicySettings> settings, List<Verdict> verdicts)
            implements Request {
        public Replay {
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
            verdicts = List.copyOf(verdicts);
        }

        @Override
        public Action action() {
            return Action.REPLAY;
        }
    }

    record Evacuate(Region region, Duration lasts) implements Request {
        @Override
        public Action action() {
            return Action.EVACUATE;
        }
    }

    record Restore(Region region) implements Request {
        @Override
        public Action action() {
            return Action.RESTORE;
        }
    }

    record Hold(Duration lasts) implements Request {
        @Override
        public Action action() {
            return Action.HOLD;
        }
    }

    record Release() implements Request {
        @Override
        public Action action() {
            return Action.RELEASE;
        }
    }

    record Outage(Region region, Duration lasts) implements Request {
        @Override
        public Action action() {
            return Action.OUTAGE;
        }
    }

    /**
     * {@link Action#REPAIR}.
     *
     * @param automatic whether the fleet's document lets Regent do it and nobody asked for it, so that more stands in
     *     its way
     */
    record Repair(Region region, Means means, boolean automatic) implements Request {
        /** What a person asks for. */
        public Repair(Region region, Means means) {
            this(region, means, false);
        }

        @Override
        public Action action() {
            return Action.REPAIR;
        }
    }

    record Retire() implements Request {
        @Override
        public Action action() {
            return Action.RETIRE;
        }
    }

    /**
     * A request with who asks for what.
     *
     * @param id told by the person, so that the same request twice acts once; a new one where the person gave none
     * @param by who asks, as the person wrote it: in reports, events and notifications, and as a mark alone in the
     *     ledger; {@code somebody} where the person gave none
     * @param force what it overrides
     */
    record Asked(String id, String by, Service service, Set<Overriding> force, Request request) {
        public Asked {
            force = Set.copyOf(force);
        }
    }
}
