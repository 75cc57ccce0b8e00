package io.regent.decision;

import io.regent.fleet.Region;
import java.time.Instant;

/** What the decision says about one endpoint. */
public sealed interface Ruling {
    Region endpoint();

    /** The rule that says it. */
    default Rule rule() {
        return switch (this) {
            case Withhold withhold -> Rule.HELD;
            case KeepOut keepOut -> Rule.EVACUATION;
            case Drain drain -> Rule.DRAIN;
            case CatchUp catchUp -> Rule.DRAIN;
            case CallIn callIn -> Rule.DRAIN;
            case PassOver passOver -> Rule.DRAIN;
            case StepBack stepBack -> Rule.RETURN;
            case Await await -> Rule.RETURN;
            // Of these two, a part of the record.
            case Adopt adopt -> adopt.rule();
            case Refuse refuse -> refuse.rule();
            case Restore restore -> Rule.DRIFT;
            case Report report -> Rule.DRIFT;
            case Evacuate evacuate -> Rule.EVACUATION;
            case GiveBack giveBack -> Rule.RETURN;
        };
    }

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
    }

    /** A person or a drill keeps it out. */
    record KeepOut(Region endpoint) implements Ruling {}

    /** It is DOWN, or an outage drill says so, and loses its traffic. */
    record Drain(Region endpoint) implements Ruling {}

    /**
     * The ledger calls it in service, and routing control took it out while the weights could not be moved: the ledger
     * and the weights follow, so that it comes back by steps.
     */
    record CatchUp(Region endpoint) implements Ruling {}

    /**
     * It is drained and UP, and takes its full share at once, because a drain would otherwise leave too little serving.
     */
    record CallIn(Region endpoint) implements Ruling {}

    /** It stands by without traffic: DOWN at any time, or not UP when standbys take over, it is left out of those. */
    record PassOver(Region endpoint) implements Ruling {}

    /**
     * It takes the next step back.
     *
     * @param percent of its share
     */
    record StepBack(Region endpoint, int percent) implements Ruling {}

    /** It could come back and, by the policy's {@code failback}, waits for a person. */
    record Await(Region endpoint) implements Ruling {}

    /**
     * It is written down as the records have it, and its traffic stays where it is.
     *
     * @param rule STEADY where the ledger does not know it, DRIFT where it says otherwise
     */
    record Adopt(Region endpoint, Rule rule) implements Ruling {}

    /** Its records differ from the ledger, and get the weight that belongs to it. */
    record Restore(Region endpoint) implements Ruling {}

    /** Its records differ from the ledger, and are left as they are. */
    record Report(Region endpoint) implements Ruling {}

    /** A person takes it out, until a time. */
    record Evacuate(Region endpoint, Instant until) implements Ruling {}

    /**
     * A person gives it back, and it takes its first step at once.
     *
     * @param percent of its share
     */
    record GiveBack(Region endpoint, int percent) implements Ruling {}

    /** It should lose its traffic and does not. */
    record Refuse(Region endpoint, Rule rule, String why) implements Ruling {}
}
