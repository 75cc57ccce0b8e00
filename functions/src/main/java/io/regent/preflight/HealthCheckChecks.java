package io.regent.preflight;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.judgement.Judgement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.LedgerReading;
import io.regent.plan.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether the health checks would take an endpoint out of DNS when a majority says so, and only then. */
final class HealthCheckChecks {
    /** "Healthy" takes more of the checkers than this (Route 53 Developer Guide, "How Route 53 determines …"). */
    private static final double SHARE_OF_CHECKERS = 0.18;

    private final Look look;
    private final Records records;
    private final Map<String, HealthCheck> known;
    private final Map<Region, Judgement> judgements;
    private final List<Check> checks = new ArrayList<>();

    private HealthCheckChecks(Look look, Records records, List<HealthCheck> all) {
        this.look = look;
        this.records = records;
        this.known = all.stream().collect(Collectors.toMap(HealthCheck::id, Function.identity(), (one, same) -> one));
        this.judgements = look.judgements();
    }

    static List<Check> of(Look look) {
        if (!(look.records() instanceof Learned.Known<Records> records)) {
            return List.of();
        }
        return switch (look.healthChecks()) {
            case Learned.Unknown<List<HealthCheck>> unknown ->
                List.of(Check.fail(
                                look.region(),
                                "health checks",
                                "They could not be looked at: " + unknown.why(),
                                "Look whether Route 53's control plane answers, and at the right"
                                        + " route53:ListHealthChecks.")
                        .ofTheFleet());
            case Learned.Known<List<HealthCheck>> all ->
                new HealthCheckChecks(look, records.value(), all.value()).all();
        };
    }

    private List<Check> all() {
        look.service().endpoints().forEach(this::endpoint);
        if (checks.isEmpty()) {
            checks.add(Check.ok(
                            look.region(),
                            "health checks",
                            "There, enabled, and as the alarms of this region and the vantages have it.")
                    .ofTheFleet());
        }
        return checks;
    }

    private void endpoint(Endpoint endpoint) {
        SortedSet<String> ids = records.healthChecks(look.service(), endpoint.region());
        if (ids.isEmpty()) {
            failOfTheFleet(
                    name(endpoint),
                    "Its records have no health check: routing control moves nothing.",
                    "Deploy routing.yaml, whose records have one each.");
        }
        for (String id : ids) {
            HealthCheck check = known.get(id);
            if (check == null) {
                failOfTheFleet(
                        name(endpoint),
                        "Its records name the health check %s, which is not there.".formatted(id),
                        "Deploy routing.yaml again with another name for this health check, so that it is made anew.");
            } else {
                check(endpoint, check);
            }
        }
    }

    private void check(Endpoint endpoint, HealthCheck check) {
        switches(endpoint, check);
        List<HealthCheck> voters = new ArrayList<>();
        if (check.type().equals("CALCULATED")) {
            count(endpoint, check);
            for (String id : check.children()) {
                HealthCheck child = known.get(id);
                if (child == null) {
                    failOfTheFleet(
                            name(endpoint),
                            "It counts the health check %s, which is not there.".formatted(id),
                            "Deploy routing.yaml again.");
                } else {
                    switches(endpoint, child);
                    voters.add(child);
                }
            }
            direct(endpoint, check, voters);
        } else {
            checks.add(Check.warn(
                            look.region(),
                            name(endpoint),
                            "Its health check %s is of the type %s: one voice decides, not a majority."
                                    .formatted(check.id(), check.type()),
                            "Deploy routing.yaml, whose health checks count the votes.")
                    .ofTheFleet());
            voters.add(check);
        }
        voters.forEach(voter -> voter.follows().forEach(follows -> alarm(endpoint, voter, follows)));
        controllers(endpoint, voters);
        voters.stream().filter(HealthCheck::asksTheEndpoint).forEach(voter -> checkers(endpoint, voter));
    }

    private void switches(Endpoint endpoint, HealthCheck check) {
        if (check.disabled()) {
            failOfTheFleet(
                    name(endpoint),
                    "The health check %s is disabled: Route 53 counts it as healthy whatever it finds."
                            .formatted(check.id()),
                    "aws route53 update-health-check --health-check-id %s --no-disabled".formatted(check.id()));
        }
        if (check.inverted()) {
            failOfTheFleet(
                    name(endpoint),
                    "The health check %s is inverted: it says healthy when it should not.".formatted(check.id()),
                    "aws route53 update-health-check --health-check-id %s --no-inverted".formatted(check.id()));
        }
    }

    private void count(Endpoint endpoint, HealthCheck check) {
        int voters = check.children().size();
        int majority = voters / 2 + 1;
        if (check.threshold() == majority) {
            return;
        }
        String asks =
                "The health check %s asks for %d healthy of %d, ".formatted(check.id(), check.threshold(), voters);
        boolean fixed = check.threshold() < 1 || check.threshold() > voters;
        failOfTheFleet(
                name(endpoint),
                asks
                        + (fixed
                                ? "which is always or never so."
                                : "so that it takes %d to take the endpoint out, and not %d."
                                        .formatted(voters - check.threshold() + 1, voters - majority + 1)),
                "aws route53 update-health-check --health-check-id %s --health-threshold %d"
                        .formatted(check.id(), majority));
    }

    /** Whether one of the voters is Route 53 itself: without it, the controllers are alone among themselves. */
    private void direct(Endpoint endpoint, HealthCheck check, List<HealthCheck> voters) {
        if (voters.size() == check.children().size() && voters.stream().noneMatch(HealthCheck::asksTheEndpoint)) {
            failOfTheFleet(
                    name(endpoint),
                    "None of the health checks that %s counts asks the endpoint itself: Route 53's own checkers have no vote."
                            .formatted(check.id()),
                    "make routing, and deploy routing.yaml.");
        }
    }

    /** The copies of this region's alarms; another region looks at its own. */
    private void alarm(Endpoint endpoint, HealthCheck check, HealthCheck.Follows follows) {
        if (!follows.region().equals(look.region()) || !(look.alarms() instanceof Learned.Known<List<Alarm>> alarms)) {
            return;
        }
        String advice = "Update the health check, which copies the alarm again: aws route53 update-health-check"
                + " --health-check-id %s --alarm-identifier Region=%s,Name=%s"
                        .formatted(check.id(), follows.region(), follows.alarm());
        alarms.value().stream()
                .filter(alarm -> alarm.name().equals(follows.alarm()))
                .findFirst()
                .ifPresentOrElse(
                        alarm -> {
                            String differs = differs(follows.copy(), alarm.rule());
                            if (!differs.isEmpty()) {
                                fail(
                                        name(endpoint),
                                        "The health check %s follows a copy of the alarm %s that is no longer true: %s"
                                                .formatted(check.id(), alarm.name(), differs),
                                        advice);
                            }
                            state(endpoint, alarm);
                        },
                        () -> fail(
                                name(endpoint),
                                "The health check %s follows the alarm %s, which is not there."
                                        .formatted(check.id(), follows.alarm()),
                                "Deploy the regional stack so that the alarm is there again, then " + advice));
        if (!follows.insufficient().equals("LastKnownStatus")) {
            checks.add(Check.warn(
                    look.region(),
                    name(endpoint),
                    "While the alarm %s has no data, the health check %s says %s."
                            .formatted(follows.alarm(), check.id(), follows.insufficient()),
                    "aws route53 update-health-check --health-check-id %s --insufficient-data-health-status"
                                    .formatted(check.id())
                            + " LastKnownStatus"));
        }
    }

    private static String differs(AlarmRule copy, AlarmRule alarm) {
        List<String> differences = new ArrayList<>();
        differs(differences, "namespace", copy.namespace(), alarm.namespace());
        differs(differences, "metric", copy.metric(), alarm.metric());
        differs(differences, "dimensions", copy.dimensions(), alarm.dimensions());
        differs(differences, "statistic", copy.statistic(), alarm.statistic());
        differs(differences, "period", copy.period(), alarm.period());
        differs(differences, "evaluation periods", copy.evaluationPeriods(), alarm.evaluationPeriods());
        differs(differences, "threshold", copy.threshold(), alarm.threshold());
        differs(differences, "comparison", copy.comparison(), alarm.comparison());
        return String.join(", ", differences);
    }

    private static void differs(List<String> differences, String what, Object copy, Object alarm) {
        if (!copy.equals(alarm)) {
            differences.add("%s %s, now %s".formatted(what, copy, alarm));
        }
    }

    /** What routing control says by its alarm, held to the ledger; a minute or two after a move they differ. */
    private void state(Endpoint endpoint, Alarm alarm) {
        if (records.ledger(look.service()) instanceof LedgerReading.Present present) {
            boolean drained = present.ledger().states().get(endpoint.region()) instanceof EndpointState.Drained;
            if (drained != (alarm.state() == Alarm.State.ALARM) && alarm.state() != Alarm.State.INSUFFICIENT_DATA) {
                checks.add(Check.warn(
                        look.region(),
                        name(endpoint),
                        "By the ledger it is %s, and by the alarm %s it is %s."
                                .formatted(
                                        drained ? "out" : "in service", alarm.name(), drained ? "in service" : "out"),
                        "Look again in two minutes; if it stays so, look at the log of %s-failover."
                                .formatted(look.name())));
            }
        }
    }

    private void controllers(Endpoint endpoint, List<HealthCheck> voters) {
        String alarm = look.name() + "-"
                + ExpectedAlarms.routingControl(endpoint.region().id());
        look.service().vantages().stream()
                .sorted()
                .filter(region -> voters.stream()
                        .flatMap(voter -> voter.follows().stream())
                        .noneMatch(follows -> follows.region().equals(region)
                                && follows.alarm().equals(alarm)))
                .forEach(region -> failOfTheFleet(
                        name(endpoint),
                        "No health check follows the alarm %s of %s: that controller has no vote."
                                .formatted(alarm, region),
                        "make routing, and deploy routing.yaml."));
    }

    /** What Route 53's own checkers see, held to what the vantages see. */
    private void checkers(Endpoint endpoint, HealthCheck check) {
        switch (look.reports().getOrDefault(check.id(), new Learned.Unknown<>("it was not asked for"))) {
            case Learned.Unknown<List<Boolean>> unknown ->
                checks.add(Check.warn(
                                look.region(),
                                name(endpoint),
                                "What the checkers of %s see could not be looked at: %s"
                                        .formatted(check.id(), unknown.why()),
                                "Look at the right route53:GetHealthCheckStatus.")
                        .ofTheFleet());
            case Learned.Known<List<Boolean>> seen -> checkers(endpoint, check, seen.value());
        }
    }

    private void checkers(Endpoint endpoint, HealthCheck check, List<Boolean> reports) {
        long well = reports.stream().filter(report -> report).count();
        boolean healthy = well > reports.size() * SHARE_OF_CHECKERS;
        Judgement judgement = judgements.get(endpoint.region());
        String seen = "%d of %d checkers of %s reach it".formatted(well, reports.size(), check.id());
        if (reports.isEmpty()) {
            checks.add(Check.warn(
                            look.region(),
                            name(endpoint),
                            "No checker of %s has reported yet.".formatted(check.id()),
                            "Look again in a minute.")
                    .ofTheFleet());
        } else if (judgement != null && judgement.isUp() && !healthy) {
            failOfTheFleet(
                    name(endpoint),
                    "The vantages have it UP, and %s: one vote is lost.".formatted(seen),
                    "Look whether Route 53's checkers are let in: the security group, the health check's port and name.");
        } else if (judgement != null && judgement.isDown() && healthy) {
            checks.add(Check.warn(
                            look.region(),
                            name(endpoint),
                            "The vantages have it DOWN, and %s.".formatted(seen),
                            "What answers there is not what clients need; the vantages look deeper.")
                    .ofTheFleet());
        }
    }

    private static String name(Endpoint endpoint) {
        return "health check " + endpoint.region();
    }

    private void fail(String name, String why, String advice) {
        checks.add(Check.fail(look.region(), name, why, advice));
    }

    private void failOfTheFleet(String name, String why, String advice) {
        checks.add(Check.fail(look.region(), name, why, advice).ofTheFleet());
    }
}
