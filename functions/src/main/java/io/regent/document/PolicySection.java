package io.regent.document;

import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a service's {@code policy}. */
final class PolicySection {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration STABILISATION = Duration.ofMinutes(5);
    private static final Duration STEP_HOLD = Duration.ofMinutes(2);
    private static final Duration FRESHNESS = Duration.ofMinutes(3);
    private static final Duration ARMING = Duration.ofMinutes(3);
    private static final List<Integer> STEPS = List.of(5, 25, 100);
    private static final int MOST_STEPS = 10;

    private PolicySection() {}

    /** @param endpoints how many endpoints the service has */
    static Optional<PolicySettings> read(Fields fields, int endpoints, Problems problems) {
        int minServing = fields.optional("minServing")
                .flatMap(spot -> spot.whole(1, Service.MAX_ENDPOINTS - 1))
                .orElse(1);
        Duration stabilisation = fields.optional("stabilisation")
                .flatMap(spot -> spot.duration(Duration.ZERO, DAY))
                .orElse(STABILISATION);
        List<Integer> steps = fields.optional("steps").map(PolicySection::steps).orElse(STEPS);
        Duration stepHold = fields.optional("stepHold")
                .flatMap(spot -> spot.duration(Duration.ZERO, DAY))
                .orElse(STEP_HOLD);
        Duration freshness = fields.optional("freshness")
                .flatMap(spot -> spot.duration(Duration.ofSeconds(1), Duration.ofHours(1)))
                .orElse(FRESHNESS);
        DriftPolicy drift = fields.optional("drift")
                .flatMap(spot -> spot.choice(DriftPolicy.values()))
                .orElse(DriftPolicy.RESTORE);
        Duration arming = fields.optional("arming")
                .flatMap(spot -> spot.duration(Duration.ZERO, DAY))
                .orElse(ARMING);
        Failback failback = fields.optional("failback")
                .flatMap(spot -> spot.choice(Failback.values()))
                .orElse(Failback.AUTOMATIC);
        fields.refuseOthers();
        if (endpoints >= 2 && fields.cleanAt("minServing") && minServing >= endpoints) {
            fields.problem(
                    "minServing",
                    minServing + ": expected less than the number of endpoints, " + endpoints
                            + ", or none could ever be drained");
        }
        return problems.cleanAt(fields.path())
                ? Optional.of(new PolicySettings(
                        minServing, stabilisation, steps, stepHold, freshness, drift, arming, failback))
                : Optional.empty();
    }

    private static List<Integer> steps(Spot spot) {
        String accepted = "a whole number from 1 to 100: " + PolicySettings.ACCEPTED_STEPS;
        List<Spot> items = spot.items(1, MOST_STEPS, accepted).orElse(List.of());
        List<Integer> steps = new ArrayList<>();
        items.forEach(item -> item.whole(1, 100).ifPresent(steps::add));
        if (!items.isEmpty() && spot.problems().cleanAt(spot.path()) && !PolicySettings.areSteps(steps)) {
            spot.problems().add(spot.path(), steps + ": expected " + PolicySettings.ACCEPTED_STEPS);
        }
        return steps;
    }
}
