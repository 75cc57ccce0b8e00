package io.regent.desk;

import io.regent.decision.Found;
import io.regent.decision.Policy;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.Ledger;
import io.regent.ledger.Orders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What stands, as far as a request is held against it.
 *
 * @param found what stands in the records beside the ledger
 * @param judgements by real votes; an outage drill counts for nothing here
 * @param now in whole seconds
 */
record Situation(Service service, Ledger ledger, Found found, Map<Region, Judgement> judgements, Instant now) {
    Situation {
        now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What each endpoint is doing: what the ledger says, or the records where the policy adopts them. */
    SortedMap<Region, EndpointState> states() {
        return Policy.states(service, ledger.states(), ledger.orders(), found, now);
    }

    Orders orders() {
        return ledger.orders();
    }

    boolean isUp(Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isUp();
    }

    /** Since when the controllers observe and are not armed yet. */
    Optional<Instant> arming() {
        return orders().arming().filter(since -> !service.policy().arming().isZero());
    }

    Optional<Orders.Hold> hold() {
        return orders().hold().filter(hold -> hold.isOn(now));
    }

    Optional<Orders.Outage> outage() {
        return orders().outage().filter(outage -> outage.isOn(now));
    }

    Optional<Orders.Outage> outageOf(Region region) {
        return outage().filter(outage -> outage.endpoint().equals(region));
    }

    boolean isDrained(Region region) {
        return states().get(region) instanceof Drained;
    }
}
