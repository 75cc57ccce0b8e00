package io.regent.preflight;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.report.RehearsalNews;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        trial.steps().forEach(step -> checks.add(step(look, trial, step)));
        Trial.STEPS.stream()
                .filter(name ->
                        trial.steps().stream().noneMatch(step -> step.name().equals(name)))
                .forEach(name -> checks.add(Check.fail(
                        look.region(),
                        nameOf(name),
                        "The controller does not say that it tried it.",
                        "Deploy the same version of all functions here; if that does not help, look at the log of"
                                + " %s-failover.".formatted(look.name()))));
        List<Check> vantages = look.service().vantages().stream()
                .sorted()
                .flatMap(vantage -> vantage(look, trial, vantage).stream())
                .toList();
        checks.addAll(vantages);
        if (vantages.isEmpty()) {
            checks.add(Check.ok(
                    look.region(),
                    "vantages",
                    "All %d gave a second opinion."
                            .formatted(look.service().vantages().size())));
        }
        return checks;
    }

    private static String nameOf(String step) {
        return step.equals("zone") ? "zone" : "lever " + step;
    }

    private static Check step(Look look, Trial trial, Trial.Step step) {
        String name = nameOf(step.name());
        return switch (step.came()) {
            case WELL -> Check.ok(look.region(), name, "Tried without changing anything: " + step.what());
            case BUSY ->
                Check.fail(
                        look.region(),
                        name,
                        "It could not be tried, since Route 53 was busy for some seconds, which says nothing about the"
                                + " next time: " + step.what(),
                        "Look again in a minute; if it stays so, find who changes the zone, or asks Route 53, all the"
                                + " time.");
            case BROKEN -> Check.fail(look.region(), name, step.what(), advice(look, trial, step));
        };
    }

    /** What is wrong with a vantage's second opinions: only what it says so, of each endpoint, is a vote. */
    private static List<Check> vantage(Look look, Trial trial, Region vantage) {
        String name = "vantage " + vantage;
        String advice = "Look at the log of %s-probe in %s, at its throttles, and at the right to invoke it."
                .formatted(look.name(), vantage);
        Optional<Trial.Abstained> abstained = trial.abstained().stream()
                .filter(one -> one.vantage().equals(vantage))
                .findFirst();
        if (abstained.isPresent()) {
            return List.of(Check.fail(
                    look.region(),
                    name,
                    "It gives this controller no second opinion, so its vote is missing: "
                            + abstained.get().why(),
                    advice));
        }
        List<Verdict> verdicts = trial.verdicts().stream()
                .filter(verdict -> verdict.vantage().equals(vantage))
                .toList();
        List<String> unheld = look.service().endpoints().stream()
                .map(Endpoint::region)
                .filter(endpoint -> verdicts.stream()
                        .noneMatch(
                                verdict -> verdict.endpoint().equals(endpoint) && verdict.health() != Health.UNKNOWN))
                .map(Region::id)
                .toList();
        if (unheld.size() == look.service().endpoints().size()) {
            return List.of(Check.fail(
                    look.region(),
                    name,
                    "It gave this controller no verdict that counts, so its vote is missing"
                            + verdicts.stream()
                                    .findFirst()
                                    .map(one -> ": " + one.why())
                                    .orElse("."),
                    advice));
        }
        return unheld.isEmpty()
                ? List.of()
                : List.of(Check.warn(
                        look.region(),
                        name,
                        "Of %s it holds nothing that counts.".formatted(String.join(" and ", unheld)),
                        "Look again in a minute; if it stays so, look at the log of %s-probe in %s."
                                .formatted(look.name(), vantage)));
    }

    private static String advice(Look look, Trial trial, Trial.Step step) {
        return switch (step.name()) {
            case "zone" ->
                "Look whether Route 53's control plane answers, and at what FailoverRole may read in the zone %s. Its name"
                                .formatted(look.service().zone())
                        + " servers go on answering meanwhile, with the ledger too: dig +short TXT %s."
                                .formatted(look.service().ledgerName());
            case "weights" -> adviceOnWeights(look, trial);
            default ->
                "Look whether CloudWatch answers here, and at what FailoverRole may put; until then the weights alone"
                        + " move traffic.";
        };
    }

    private static String adviceOnWeights(Look look, Trial trial) {
        if (trial.steps().stream().anyMatch(step -> step.name().equals("zone") && step.came() != Trial.Came.WELL)) {
            return "First the zone, as said there: without reading it nothing can be written. Until then routing control"
                    + " alone moves traffic.";
        }
        if (trial.ledger().startsWith("regent")) {
            return "Look at what FailoverRole may change in the zone %s; until then routing control alone moves traffic."
                    .formatted(look.service().zone());
        }
        return trial.ledger().equals(RehearsalNews.OF_ANOTHER_VERSION)
                ? "Deploy the same version in every region; this one leaves the ledger of another alone."
                : "Let the controller run once, which writes the ledger: invoke %s-failover:live with events/by-hand.json."
                        .formatted(look.name());
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
