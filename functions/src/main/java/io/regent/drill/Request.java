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
import java.util.regex.Pattern;

/**
 * What a person asks for, or the fleet's document in one's place, already held to the fleet: its regions are endpoints
 * of the service.
 */
public sealed interface Request {
    default Action action() {
        return switch (this) {
            case Status status -> Action.STATUS;
            case Preview preview -> Action.PREVIEW;
            case Verify verify -> Action.VERIFY;
            case Preflight preflight -> Action.PREFLIGHT;
            case Replay replay -> Action.REPLAY;
            case Evacuate evacuate -> Action.EVACUATE;
            case Restore restore -> Action.RESTORE;
            case Hold hold -> Action.HOLD;
            case Release release -> Action.RELEASE;
            case Outage outage -> Action.OUTAGE;
            case Repair repair -> Action.REPAIR;
            case Retire retire -> Action.RETIRE;
        };
    }

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

    record Status() implements Request {}

    /**
     * {@link Action#PREVIEW}.
     *
     * @param lost an endpoint that counts as lost
     * @param settings a policy that counts instead of the fleet's
     */
    record Preview(Optional<Region> lost, Optional<PolicySettings> settings) implements Request {}

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
            /** The region that is asked, alone, and whether the others run the same. */
            REGION
        }
    }

    /**
     * {@link Action#REPLAY}.
     *
     * @param until after {@code from}, by no more than {@link #LONGEST}
     * @param settings policies by a name that the person chose; 1 to {@link #MOST_SETTINGS}
     * @param verdicts what was held in the period, in order, no more than {@link #MOST_VERDICTS}; empty to read them
     *     from CloudWatch
     */
    record Replay(Instant from, Instant until, SortedMap<String, PolicySettings> settings, List<Verdict> verdicts)
            implements Request {
        /** The longest period: the verdicts of a day come in a few calls, and one invocation has time for them. */
        public static final Duration LONGEST = Duration.ofHours(24);

        /** The most policies beside the service's own; more would not be told apart. */
        public static final int MOST_SETTINGS = 8;

        /** The most verdicts of a request's own: they fit what Lambda takes of a request. */
        public static final int MOST_VERDICTS = 20_000;

        /** What the service's own policy is called, which no other may be. */
        public static final String OWN = "own";

        /** What is accepted as the name of a policy. */
        public static final String ACCEPTED_NAME = "a name of 1 to 24 letters, digits, blanks or any of ._%+-, a letter"
                + " or digit first, and not " + OWN + ", which the service's own policy is called";

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._%+-]{0,23}");

        /** Whether a text can be the name of a policy. */
        public static boolean isName(String text) {
            return NAME.matcher(text).matches() && !text.equals(OWN);
        }

        /** Whether a period can be replayed. */
        public static boolean isPeriod(Instant from, Instant until) {
            Duration period = Duration.between(from, until);
            return period.isPositive() && period.compareTo(LONGEST) <= 0;
        }

        public Replay {
            if (!isPeriod(from, until)) {
                throw new IllegalArgumentException(
                        "until: expected a time after " + from + ", by no more than " + LONGEST + ": " + until);
            }
            if (settings.isEmpty() || settings.size() > MOST_SETTINGS) {
                throw new IllegalArgumentException(
                        "settings: expected 1 to " + MOST_SETTINGS + " policies: " + settings.size());
            }
            settings.keySet().stream().filter(name -> !isName(name)).forEach(name -> {
                throw new IllegalArgumentException("settings: expected " + ACCEPTED_NAME + ": " + name);
            });
            if (verdicts.size() > MOST_VERDICTS) {
                throw new IllegalArgumentException(
                        "verdicts: expected at most " + MOST_VERDICTS + ": " + verdicts.size());
            }
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
            verdicts = List.copyOf(verdicts);
        }
    }

    record Evacuate(Region region, Duration lasts) implements Request {}

    record Restore(Region region) implements Request {}

    record Hold(Duration lasts) implements Request {}

    record Release() implements Request {}

    record Outage(Region region, Duration lasts) implements Request {}

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
    }

    record Retire() implements Request {}

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
