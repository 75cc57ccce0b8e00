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
    public Trial {
        steps = List.copyOf(steps);
        abstained = List.copyOf(abstained);
        verdicts = List.copyOf(verdicts);
    }

    /**
     * A call that a failover needs.
     *
     * @param name {@code zone}, {@code weights} or {@code routing-control}
     * @param what came of it
     */
    public record Step(String name, boolean well, String what) {}

    /** A vantage that gave no second opinion. */
    public record Abstained(Region vantage, String why) {}
}
