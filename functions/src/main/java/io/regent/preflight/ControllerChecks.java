package io.regent.preflight;

import io.regent.fleet.Region;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Whether a region's controller can pull its levers, is answered by its vantages, and what those see. */
final class ControllerChecks {
    private ControllerChecks() {}

    static List<Check> of(Look look) {
        return switch (look.trial()) {
            case Learned.Unknown<Trial> unknown ->
                List.of(Check.fail(
                        look.region(),
                        "controller",
                        "It could not be asked to try its levers: " + unknown.why(),
                        "Look at the log of %s-failover, at its throttles, and at the right to invoke it."
                                .formatted(look.name())));
            case Learned.Known<Trial> known -> of(look, known.value());
        };
    }

    private static List<Check> of(Look look, Trial trial) {
        List<Check> checks = new ArrayList<>();
        for (Trial.Step step : trial.steps()) {
            String name = step.name().equals("zone") ? "zone" : "lever " + step.name();
            checks.add(
                    switch (step.came()) {
                        case WELL -> Check.ok(look.region(), name, "Tried without changing anything: " + step.what());
                        case BUSY ->
                            Check.fail(
                                    look.region(),
                                    name,
                                    "It could not be tried, since Route 53 was busy for some seconds, which says nothing"
                                            + " about the next time: " + step.what(),
                                    "Look again in a minute; if it stays so, find who changes the zone, or asks Route 53,"
                                            + " all the time.");
                        case BROKEN -> Check.fail(look.region(), name, step.what(), advice(look, step));
                    });
        }
        for (Trial.Abstained abstained : trial.abstained()) {
            checks.add(Check.fail(
                    look.region(),
                    "vantage " + abstained.vantage(),
                    "It gives this controller no second opinion, so its vote is missing: " + abstained.why(),
                    "Look at the log of %s-probe in %s, at its throttles, and at the right to invoke it."
                            .formatted(look.name(), abstained.vantage())));
        }
        if (trial.abstained().isEmpty()) {
            checks.add(Check.ok(
                    look.region(),
                    "vantages",
                    "All %d gave a second opinion."
                            .formatted(look.service().vantages().size())));
        }
        return checks;
    }

    private static String advice(Look look, Trial.Step step) {
        return switch (step.name()) {
            case "zone" ->
                "Look whether Route 53's control plane answers, and at what FailoverRole may read in the zone %s."
                        .formatted(look.service().zone());
            case "weights" ->
                trialHasLedger(look)
                        ? "Look at what FailoverRole may change in the zone %s; until then routing control alone moves traffic."
                                .formatted(look.service().zone())
                        : "Let the controller run once, which writes the ledger: events/by-hand.json.";
            default ->
                "Look whether CloudWatch answers here, and at what FailoverRole may put; until then the weights alone"
                        + " move traffic.";
        };
    }

    private static boolean trialHasLedger(Look look) {
        return look.trial() instanceof Learned.Known<Trial> known
                && known.value().ledger().startsWith("regent");
    }

    /** What the second opinions say of each endpoint, and so of its load balancer and what is behind it. */
    static List<Check> ofEndpoints(Look look) {
        if (!(look.trial() instanceof Learned.Known<Trial>)) {
            return List.of();
        }
        List<Check> checks = new ArrayList<>();
        look.judgements().forEach((region, judgement) -> checks.add(endpoint(region, judgement)));
        return checks.stream().map(Check::ofTheFleet).toList();
    }

    private static Check endpoint(Region region, Judgement judgement) {
        String name = "endpoint " + region;
        return switch (judgement.standing()) {
            case Standing.Up up ->
                Check.ok(region, name, "UP by %s, load balancer and origin.".formatted(voters(judgement)));
            case Standing.Down down ->
                Check.fail(
                        region,
                        name,
                        "DOWN by %s: %s".formatted(voters(judgement), why(judgement)),
                        "Mend it; Regent takes it out by itself where another is UP (docs/runbook.md, \"down\").");
            case Standing.Disputed disputed ->
                Check.warn(
                        region,
                        name,
                        "The vantages do not agree: " + why(judgement),
                        "Look at the path from the vantage that does not reach it.");
            case Standing.Unseen unseen ->
                Check.fail(
                        region,
                        name,
                        "No vantage has seen it.",
                        "Look at the logs of the probers: without a vote nothing is ever moved.");
        };
    }

    private static String voters(Judgement judgement) {
        return String.join(
                " and ",
                judgement.votes().stream().map(vote -> vote.vantage().id()).toList());
    }

    private static String why(Judgement judgement) {
        return judgement.votes().stream()
                .filter(vote -> vote.health() == Health.UNHEALTHY)
                .map(Verdict::why)
                .findFirst()
                .orElse("it is not known why");
    }
}
