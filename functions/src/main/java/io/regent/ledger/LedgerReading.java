package io.regent.ledger;

/** What stood where the ledger should be. Anything but {@link Present} means: start from what the records say. */
public sealed interface LedgerReading {
    record Present(Ledger ledger) implements LedgerReading {}

    /** No such record. */
    record Missing() implements LedgerReading {}

    /** Regent's, and damaged: cut short, edited by hand, or written by a version that is not understood. */
    record Torn(String problem) implements LedgerReading {}

    /** Something that Regent never wrote. */
    record Foreign() implements LedgerReading {}
}
