package io.regent.control;

import io.regent.decision.Decision;
import io.regent.decision.Ruling;
import io.regent.fleet.Region;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.lever.ChangeOutcome;
import io.regent.plan.Plan;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass from reading to the lever <em>weights</em>. A run makes another one when it lost a race.
 *
 * @param at when it was decided
 */
public record Attempt(Instant at, Basis basis, Decision decision, Plan plan, Weights weights) {
    /** The ledger that was read; empty where none could be. */
    public Optional<Ledger> ledger() {
        return basis instanceof Basis.FromZone zone && zone.ledger() instanceof LedgerReading.Present present
                ? Optional.of(present.ledger())
                : Optional.empty();
    }

    /** Whether a ruling drains for an outage drill, or gives back what one drained. */
    boolean isForDrill(Ruling ruling) {
        Region region = ruling.endpoint();
        return switch (ruling) {
            case Ruling.Drain drain -> isByDrill(decision.states().get(region));
            case Ruling.PassOver passOver -> isByDrill(decision.states().get(region));
            case Ruling.StepBack stepBack ->
                isByDrill(ledger().map(ledger -> ledger.states().get(region)).orElse(null));
            case Ruling.CatchUp catchUp -> false;
            case Ruling.CallIn callIn -> false;
            case Ruling.Adopt adopt -> false;
            case Ruling.Restore restore -> false;
            case Ruling.Report report -> false;
            case Ruling.Evacuate evacuate -> false;
            case Ruling.GiveBack giveBack -> false;
            case Ruling.Await await -> false;
            case Ruling.KeepOut keepOut -> false;
            case Ruling.Withhold withhold -> false;
            case Ruling.Refuse refuse -> false;
        };
    }

    private static boolean isByDrill(@Nullable EndpointState state) {
        return state != null && state.by() == Mover.DRILL;
    }

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
