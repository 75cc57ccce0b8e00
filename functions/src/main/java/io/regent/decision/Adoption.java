package io.regent.decision;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Mover;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ledger as records that somebody changed have it. It knows two things that a person can have meant: an endpoint
 * drained, or with its full share. What is neither stays a difference.
 */
final class Adoption {
    private Adoption() {}

    /** The states, with those changed that then agree with the records. All weights 0 is what no states mean. */
    static SortedMap<Region, EndpointState> of(
            Service service, Map<Region, EndpointState> states, Found found, Instant now) {
        SortedMap<Region, EndpointState> after = new TreeMap<>(states);
        if (found.allZero()) {
            return after;
        }
        // One by one, since what a standby is to have follows from the others; and what serves first, so that it has
        // not to be said of a standby which those have sent back that a person drained it.
        boolean adopted;
        do {
            adopted = adoptOne(service, after, found, new Serving(now, Mover.PERSON))
                    || adoptOne(service, after, found, new Drained(now, Mover.PERSON));
        } while (adopted);
        List<Region> astray;
        do {
            astray = differing(service, after, found).stream()
                    .filter(region -> !Objects.equals(after.get(region), states.get(region)))
                    .toList();
            astray.forEach(region -> after.computeIfPresent(region, states::getOrDefault));
        } while (!astray.isEmpty());
        return after;
    }

    /** Gives a state to one endpoint that differs and whose weight speaks for it; each gets one at most. */
    private static boolean adoptOne(
            Service service, SortedMap<Region, EndpointState> after, Found found, EndpointState state) {
        for (Region region : differing(service, after, found)) {
            EndpointState before = after.get(region);
            boolean fits = found.least(region) > 0 ? state instanceof Serving : state instanceof Drained;
            if (fits && before != null && !before.getClass().equals(state.getClass())) {
                after.put(region, state);
                return true;
            }
        }
        return false;
    }

    private static List<Region> differing(Service service, Map<Region, EndpointState> states, Found found) {
        return Shares.weights(service, states).entrySet().stream()
                .filter(e -> found.isEven(e.getKey()) && found.differs(e.getKey(), e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
