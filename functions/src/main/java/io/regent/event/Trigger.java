package io.regent.event;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.json.JsonValue;
import io.regent.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What started a function. */
public sealed interface Trigger {
    /** What may start FailoverFunction. Whatever it is, the function does the same; it tells why and how soon. */
    sealed interface OfFailover extends Trigger {}

    /** What may start ProbeFunction. */
    sealed interface OfProbe extends Trigger {}

    /** What may start DrillFunction. */
    sealed interface OfDrill extends Trigger {}

    /** What something else started, at a time of its own. It may come late, twice, or out of order. */
    sealed interface Timed extends Trigger {
        /** When it happened, by the clock of whoever tells it. */
        Instant time();
    }

    /**
     * A vantage changed its mind.
     *
     * @param verdicts all that it holds of the service
     */
    record VerdictChanged(Instant time, DnsName service, List<Verdict> verdicts) implements OfFailover, Timed {
        public VerdictChanged {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** A person began an outage drill; the ledger says which. */
    record DrillBegan(Instant time, DnsName service) implements OfFailover, Timed {}

    /**
     * A CloudWatch alarm changed its state, told by the alarm's own action or by EventBridge.
     *
     * @param alarm its name
     */
    record AlarmChanged(Instant time, String alarm, AlarmState state) implements OfFailover, Timed {}

    /** The states of an alarm, in CloudWatch's words. */
    enum AlarmState {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /** Its time has come. ProbeFunction runs a session, DrillFunction a preflight. */
    record Scheduled(Instant time) implements OfFailover, OfProbe, OfDrill, Timed {}

    /**
     * A person wants it now.
     *
     * @param only the services to look at; empty for all
     */
    record ByHand(Set<DnsName> only) implements OfFailover {
        public ByHand {
            only = Set.copyOf(only);
        }
    }

    /**
     * A controller moved traffic.
     *
     * @param decidedAt when its run began
     * @param down the endpoints that it drained because they were DOWN; none where a drill had it drain them
     */
    record FailoverDecided(Instant time, DnsName service, Instant decidedAt, List<Region> down)
            implements OfDrill, Timed {
        public FailoverDecided {
            down = List.copyOf(down);
        }
    }

    /**
     * A person asks for something.
     *
     * @param request not read yet: what it may hold depends on the fleet
     */
    record Asked(JsonValue request) implements OfDrill {}

    /** Somebody asks whether this controller's levers would work, and waits for the answer; nothing is to change. */
    record Preflight(DnsName service) implements OfFailover {}

    /** Somebody asks what code this controller runs and by which document of the fleet, and waits for the answer. */
    record Version() implements OfFailover {}

    /** A controller asks for fresh verdicts on a service and waits for the answer. */
    record SecondOpinion(DnsName service) implements OfProbe {}
}
