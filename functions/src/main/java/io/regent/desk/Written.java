package io.regent.desk;

import io.regent.decision.Decision;
import io.regent.drill.Section;
import io.regent.fleet.Service;
import io.regent.plan.Plan;
import java.time.Instant;
import java.util.Optional;

/**
 * A batch that was sent to Route 53.
 *
 * @param before what was seen before it
 * @param changeId what Route 53 calls it; empty where it did not answer
 * @param generation of the ledger that it writes
 */
record Written(Seen before, Consent.Granted consent, Plan plan, Optional<String> changeId, long generation) {
    /** The same, taken by Route 53. */
    Written as(String id) {
        return new Written(before, consent, plan, Optional.of(id), generation);
    }

    /** What was decided; empty where the ledger is taken out. */
    Optional<Decision> decision() {
        return consent instanceof Consent.Given given ? Optional.of(given.decision()) : Optional.empty();
    }

    /** When it ends by itself; empty for what has no end. */
    Optional<Instant> end() {
        return consent instanceof Consent.Given given ? given.end() : Optional.empty();
    }

    /** What of it belongs in the report: the decision and the plan, or that there is no ledger any more. */
    Section section(Service service) {
        return switch (consent) {
            case Consent.Given given ->
                Sections.decision(
                        given.decision().moves()
                                ? "What was decided and written"
                                : "What was written, into the ledger alone",
                        service,
                        given.decision(),
                        plan,
                        given.notes());
            case Consent.Retiring retiring ->
                Sections.outcome("retired", "The weights are those of the fleet's document, and the ledger is gone.");
        };
    }
}
