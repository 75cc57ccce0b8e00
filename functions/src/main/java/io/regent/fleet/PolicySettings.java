package io.regent.fleet;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the decision follows.
 *
 * @param minServing how many endpoints must go on serving after a drain, at least 1
 * @param stabilisation how long a drained endpoint must have been UP without a break before it returns
 * @param steps the parts of its share, in percent, by which it returns: rising, the last one 100
 * @param stepHold how long each step is held
 * @param freshness how long a verdict counts
 * @param drift what becomes of records that differ from the ledger
 * @param arming how long a fresh deployment must have seen every endpoint in service UP without a break before it acts
 * @param failback what becomes of an endpoint that the controller drained, once it is well again
 * @param repair what Regent may do by itself to an endpoint that it drained because it was DOWN
 */
public record PolicySettings(
        int minServing,
        Duration stabilisation,
        List<Integer> steps,
        Duration stepHold,
        Duration freshness,
        DriftPolicy drift,
        Duration arming,
        Failback failback,
        Set<Means> repair) {
    /** What {@link #steps} may be. */
    public static final String ACCEPTED_STEPS = "1 to 10 rising percentages from 1 to 100, the last of them 100";

    public PolicySettings {
        steps = List.copyOf(steps);
        Set<Means> means = EnumSet.noneOf(Means.class);
        means.addAll(repair);
        repair = Collections.unmodifiableSet(means);
        if (minServing < 1) {
            throw new IllegalArgumentException("minServing " + minServing + ": expected at least 1");
        }
        if (!areSteps(steps)) {
            throw new IllegalArgumentException("steps " + steps + ": expected " + ACCEPTED_STEPS);
        }
        if (stabilisation.isNegative() || stepHold.isNegative() || !freshness.isPositive() || arming.isNegative()) {
            throw new IllegalArgumentException("stabilisation " + stabilisation + ", stepHold " + stepHold
                    + ", freshness " + freshness + ", arming " + arming
                    + ": expected none negative and freshness positive");
        }
    }

    /** Whether a list can be {@link #steps}. */
    public static boolean areSteps(List<Integer> steps) {
        boolean rising = true;
        int last = 0;
        for (int step : steps) {
            rising &= step > last && step <= 100;
            last = step;
        }
        return rising && last == 100 && steps.size() <= 10;
    }
}
