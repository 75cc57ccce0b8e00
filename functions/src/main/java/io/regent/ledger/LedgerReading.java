package io.regent.ledger;

import java.util.Optional;

/**
 * What stood where the ledger should be. Missing, torn or foreign means: start from what the records say. Newer means:
 * hands off.
 */
public sealed interface LedgerReading {
    record Present(Ledger ledger) implements LedgerReading {}

    /** No such record. */
    record Missing() implements LedgerReading {}

    /**
     * Regent's, and damaged: cut short, or edited by hand.
     *
     * @param remains what it says all the same; empty where that makes no ledger
     */
    record Torn(String problem, Optional<Ledger> remains) implements LedgerReading {}

    /**
     * Regent's, whole, and written by another version: regions are upgraded one after the other. Writing over it would
     * lose what only that version knows.
     */
    record Newer(String problem) implements LedgerReading {}

    /** Something that Regent never wrote. */
    record Foreign() implements LedgerReading {}
}
