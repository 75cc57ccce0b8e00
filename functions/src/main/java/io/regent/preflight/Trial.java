package io.regent.preflight;

import io.regent.fleet.Region;
import io.regent.verdict.Verdict;
import java.util.List;

/**
 * What a controller found when it tried its levers and its vantages without changing anything.
 *
 * @param region the controller's
 * @param code the fingerprint of its code
 * @param fleet the fingerprint of the fleet's document that it goes by
 * @param ledger the text of the ledger that it read, or why there is none
 * @param steps each call that a failover needs
 * @param abstained the vantages that gave no second opinion
 * @param verdicts the second opinions of the others
 */
public record Trial(
        Region region,
        String code,
        String fleet,
        String ledger,
        List<Step> steps,
        List<Abstained> abstained,
        List<Verdict> verdicts) {
    /** The names of the steps. */
    static final List<String> STEPS = List.of("zone", "weights", "routing-control");

    public Trial {
        steps = List.copyOf(steps);
        abstained = List.copyOf(abstained);
        verdicts = List.copyOf(verdicts);
    }

    /**
     * A call that a failover needs.
     *
     * @param name one of {@link #STEPS}
     * @param what came of it, in words
     */
    public record Step(String name, Came came, String what) {}

    /** What a step came to. */
    public enum Came {
        WELL,
        /** Each time, something else was in work, or the account's requests were used up. */
        BUSY,
        BROKEN
    }

    /** A vantage that gave no second opinion. */
    public record Abstained(Region vantage, String why) {}
}
