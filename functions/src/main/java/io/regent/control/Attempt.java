package io.regent.control;

import io.regent.decision.Decision;
import io.regent.plan.Plan;
import java.time.Instant;

/**
 * One pass from reading to the lever <em>weights</em>. A run makes another one when it lost a race.
 *
 * @param at when it was decided
 */
public record Attempt(Instant at, Basis basis, Decision decision, Plan plan, Weights weights) {
    /** What became of the plan. */
    public sealed interface Weights {
        /** Nothing was to be done. */
        record Unneeded() implements Weights {}

        /** The plan was unsafe, or the zone could not be read, so nothing was sent. */
        record Withheld(String why) implements Weights {}

        record Sent(io.regent.lever.ChangeOutcome outcome) implements Weights {}
    }
}
