package io.regent.control;

import io.regent.decision.Decision;
import io.regent.lever.ChangeOutcome;
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

        record Sent(ChangeOutcome outcome) implements Weights {}

        /** Whether the zone is not, or may not be, as it was read any more: it is worth reading again. */
        default boolean lostRace() {
            return this instanceof Sent sent
                    && switch (sent.outcome()) {
                        case ChangeOutcome.Conflict conflict -> true;
                        case ChangeOutcome.Busy busy -> true;
                        case ChangeOutcome.Unanswered unanswered -> true;
                        case ChangeOutcome.Accepted accepted -> false;
                        case ChangeOutcome.Failed failed -> false;
                    };
        }
    }
}
