package io.regent.document;

import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Failback;
import io.regent.fleet.Means;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a service's {@code policy}. */
final class PolicySection {
    private static final Duration DAY = Duration.ofHours(24);
    private static final PolicySettings USUAL = new PolicySettings(
            1,
            Duration.ofMinutes(5),
            List.of(5, 25, 100),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            DriftPolicy.RESTORE,
            Duration.ofMinutes(3),
            Failback.AUTOMATIC,
            Set.of());
    private static final int MOST_STEPS = 10;

    private PolicySection() {}

    /** @param endpoints how many endpoints the service has */
    static Optional<PolicySettings> read(Fields fields, int endpoints, Problems problems) {
        return read(fields, endpoints, USUAL, problems);
    }

    /** @param usual what counts where a field is left out */
    static Optional<PolicySettings> read(Fields fields, int endpoints, PolicySettings usual, Problems problems) {
        int minServing = fields.optional("minServing")
                .flatMap(spot -> spot.whole(1, Service.MAX_ENDPOINTS - 1))
                .orElse(usual.minServing());
        Duration stabilisation = fields.optional("stabilisation")
                .flatMap(spot -> spot.duration(Duration.ZERO, DAY))
                .orElse(usual.stabilisation());
        List<Integer> steps = fields.optional("steps").map(PolicySection::steps).orElse(usual.steps());
        Duration stepHold = fields.optional("stepHold")
                .flatMap(spot -> spot.duration(Duration.ZERO, DAY))
                .orElse(usual.stepHold());
        Duration freshness = fields.optional("freshness")
                .flatMap(spot -> spot.duration(Duration.ofSeconds(1), Duration.ofHours(1)))
                .orElse(usual.freshness());
        DriftPolicy drift = fields.optional("drift")
                .flatMap(spot -> spot.choice(DriftPolicy.values()))
                .orElse(usual.drift());
        Duration arming = fields.optional("arming")
                .flatMap(spot -> spot.duration(Duration.ZERO, DAY))
                .orElse(usual.arming());
        Failback failback = fields.optional("failback")
                .flatMap(spot -> spot.choice(Failback.values()))
                .orElse(usual.failback());
        Set<Means> repair = fields.optional("repair").map(PolicySection::repair).orElse(usual.repair());
        fields.refuseOthers();
        if (endpoints >= 2 && fields.cleanAt("minServing") && minServing >= endpoints) {
            fields.problem(
                    "minServing",
                    minServing + ": expected less than the number of endpoints, " + endpoints
                            + ", or none could ever be drained");
        }
        return problems.cleanAt(fields.path())
                ? Optional.of(new PolicySettings(
                        minServing, stabilisation, steps, stepHold, freshness, drift, arming, failback, repair))
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

    private static Set<Means> repair(Spot spot) {
        Set<Means> means = EnumSet.noneOf(Means.class);
        spot.items(0, Means.values().length, "reboot or address")
                .orElse(List.of())
                .forEach(item -> item.choice(Means.values()).ifPresent(means::add));
        return means;
    }
}
