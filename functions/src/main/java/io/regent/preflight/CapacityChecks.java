package io.regent.preflight;

import io.regent.decision.Shares;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.judgement.Judgement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.plan.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the others would do without each endpoint that has traffic, in turn. */
final class CapacityChecks {
    private static final int WHOLE = 100;

    private CapacityChecks() {}

    static List<Check> of(Look look) {
        if (!(look.records() instanceof Learned.Known<Records> known)
                || !(known.value().ledger(look.service()) instanceof LedgerReading.Present present)
                || !(look.trial() instanceof Learned.Known<Trial>)) {
            return List.of();
        }
        Map<Region, EndpointState> states = present.ledger().states();
        Map<Region, Integer> weights = Shares.weights(look.service(), states);
        List<Check> checks = new ArrayList<>();
        for (Endpoint endpoint : look.service().endpoints()) {
            if (weights.getOrDefault(endpoint.region(), 0) > 0) {
                checks.add(without(look, endpoint.region(), states).ofTheFleet());
            }
        }
        return checks;
    }

    private static Check without(Look look, Region lost, Map<Region, EndpointState> states) {
        Map<Region, EndpointState> after = new TreeMap<>(states);
        after.put(lost, new EndpointState.Drained(look.at(), Mover.AUTOMATIC));
        Map<Region, Judgement> judgements = look.judgements();
        List<Endpoint> serving = look.service().endpoints().stream()
                .filter(endpoint -> Shares.weights(look.service(), after).getOrDefault(endpoint.region(), 0) > 0
                        && !(after.get(endpoint.region()) instanceof EndpointState.Drained))
                .toList();
        List<Endpoint> well = serving.stream()
                .filter(endpoint -> isUp(judgements, endpoint.region()))
                .toList();
        int capacity = well.stream().mapToInt(Endpoint::capacity).sum();
        String name = "without " + lost;
        if (well.isEmpty()) {
            return Check.fail(
                    lost,
                    name,
                    "No other endpoint is in service and UP: nothing would be moved.",
                    "Bring another one back, or mend it.");
        }
        if (serving.size() < look.service().policy().minServing()) {
            return Check.fail(
                    lost,
                    name,
                    "%d would serve, and the policy's minServing asks for %d: the drain would be refused."
                            .formatted(serving.size(), look.service().policy().minServing()),
                    "Bring another one back, or lower minServing in the fleet document.");
        }
        if (capacity < WHOLE) {
            return Check.fail(
                    lost,
                    name,
                    "The others that are UP can carry %d %% of the load.".formatted(capacity),
                    "Give them more, and say so in the fleet document under capacity.");
        }
        return Check.ok(
                lost,
                name,
                "%s can carry %d %% of the load."
                        .formatted(
                                String.join(
                                        " and ",
                                        well.stream()
                                                .map(endpoint ->
                                                        endpoint.region().id())
                                                .toList()),
                                capacity));
    }

    private static boolean isUp(Map<Region, Judgement> judgements, Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isUp();
    }
}
