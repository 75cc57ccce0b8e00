package io.regent.lab.witness;

import io.regent.lab.world.World;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Orders;

/** Whether a world is as it is when nobody does anything. */
public record Calm(World world) {
    /** Every endpoint serves with its baseline, and nobody's order is in the ledger. */
    public boolean is() {
        return world.ledger() instanceof LedgerReading.Present present
                && isCalm(present.ledger())
                && new Weights(world).even();
    }

    private static boolean isCalm(Ledger ledger) {
        Orders orders = ledger.orders();
        return orders.arming().isEmpty()
                && orders.hold().isEmpty()
                && orders.outage().isEmpty()
                && ledger.states().values().stream().allMatch(EndpointState.Serving.class::isInstance);
    }
}
