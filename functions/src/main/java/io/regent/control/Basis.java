package io.regent.control;

import io.regent.ledger.LedgerReading;
import io.regent.lever.LateReading;

/** What the decision took the endpoints' states from. */
public sealed interface Basis {
    /** The zone was read. */
    record FromZone(LedgerReading ledger) implements Basis {}

    /** It was not; the controller's own routing control metric stands in. */
    record FromRoutingControl(String why, LateReading late) implements Basis {}
}
