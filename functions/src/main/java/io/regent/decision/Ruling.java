package io.regent.decision;

import io.regent.fleet.Region;
import java.time.Instant;

/** What the decision says about one endpoint. */
public sealed interface Ruling {
    Region endpoint();

    /** The rule that says it. */
    Rule rule();

    /** Whether the ledger has to be written for it. */
    default boolean changes() {
        return switch (this) {
            case Drain drain -> true;
            case CatchUp catchUp -> true;
            case CallIn callIn -> true;
            case PassOver passOver -> true;
            case StepBack stepBack -> true;
            case Evacuate evacuate -> true;
            case GiveBack giveBack -> true;
            case Adopt adopt -> true;
            case Restore restore -> true;
            case Withhold withhold -> false;
            case KeepOut keepOut -> false;
            case Await await -> false;
            case Report report -> false;
            case Refuse refuse -> false;
        };
    }

    /** Whether it is about where traffic goes. */
    default boolean moves() {
        return changes() && !(this instanceof Adopt);
    }

    /**
     * Something else would have become of it, were it not for a hold, or for a fresh deployment that observes.
     *
     * @param what would have; it moves traffic
     */
    record Withhold(Ruling what) implements Ruling {
        @Override
        public Region endpoint() {
            return what.endpoint();
        }

        @Override
        public Rule rule() {
            return Rule.HELD;
        }
    }

    /** A person or a drill keeps it out. */
    record KeepOut(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.EVACUATION;
        }
    }

    /** It is DOWN, or an outage drill says so, and loses its traffic. */
    record Drain(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.DRAIN;
        }
    }

    /**
     * The ledger calls it in service, and routing control took it out while the weights could not be moved: the ledger
     * and the weights follow, so that it comes back by steps.
     */
    record CatchUp(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.DRAIN;
        }
    }

    /**
     * It is drained and UP, and takes its full share at once, because a drain would otherwise leave too little serving.
     */
    record CallIn(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.DRAIN;
        }
    }

    /** It stands by without traffic: DOWN at any time, or not UP when standbys take over, it is left out of those. */
    record PassOver(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.DRAIN;
        }
    }

    /**
     * It takes the next step back.
     *
     * @param percent of its share
     */
    record StepBack(Region endpoint, int percent) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.RETURN;
        }
    }

    /** It could come back and, by the policy's {@code failback}, waits for a person. */
    record Await(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.RETURN;
        }
    }

    /**
     * It is written down as the records have it, and its traffic stays where it is.
     *
     * @param rule STEADY where the ledger does not know it, DRIFT where it says otherwise
     */
    record Adopt(Region endpoint, Rule rule) implements Ruling {}

    /** Its records differ from the ledger, and get the weight that belongs to it. */
    record Restore(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.DRIFT;
        }
    }

    /** Its records differ from the ledger, and are left as they are. */
    record Report(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.DRIFT;
        }
    }

    /** A person takes it out, until a time. */
    record Evacuate(Region endpoint, Instant until) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.EVACUATION;
        }
    }

    /**
     * A person gives it back, and it takes its first step at once.
     *
     * @param percent of its share
     */
    record GiveBack(Region endpoint, int percent) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.RETURN;
        }
    }

    /** It should lose its traffic and does not. */
    record Refuse(Region endpoint, Rule rule, String why) implements Ruling {}
}
