package io.regent.preflight;

import io.regent.decision.Shares;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.plan.Planner;
import io.regent.plan.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the records are as the ledger and the fleet have them, and as the levers need them. */
final class RecordChecks {
    private RecordChecks() {}

    static List<Check> of(Look look) {
        List<Check> checks =
                switch (look.records()) {
                    case Learned.Unknown<Records> unknown ->
                        List.of(Check.fail(
                                look.region(),
                                "records",
                                "They could not be read: " + unknown.why(),
                                "Look whether Route 53's control plane answers, and at the right"
                                        + " route53:ListResourceRecordSets."));
                    case Learned.Known<Records> known ->
                        switch (known.value().ledger(look.service())) {
                            case LedgerReading.Present present -> of(look, known.value(), present.ledger());
                            case LedgerReading.Missing missing ->
                                noLedger(look, "There is none: nothing was ever decided, or somebody deleted it.");
                            case LedgerReading.Torn torn ->
                                noLedger(look, "It was edited by hand or cut short: " + torn.problem());
                            case LedgerReading.Foreign foreign ->
                                noLedger(
                                        look,
                                        "Something else stands at %s."
                                                .formatted(look.service().ledgerName()));
                            case LedgerReading.Newer newer ->
                                List.of(Check.fail(
                                        look.region(),
                                        "ledger",
                                        "Another version of Regent wrote it: " + newer.problem(),
                                        "Deploy the same version in every region."));
                        };
                };
        return checks.stream().map(Check::ofTheFleet).toList();
    }

    private static List<Check> noLedger(Look look, String why) {
        return List.of(Check.fail(
                look.region(),
                "ledger",
                why,
                "A controller writes it with its next run, and starts by what the records say; if that does not happen,"
                        + " look at the log of %s-failover.".formatted(look.name())));
    }

    private static List<Check> of(Look look, Records records, Ledger ledger) {
        List<Check> checks = new ArrayList<>();
        List<Region> unknown = look.service().endpoints().stream()
                .map(Endpoint::region)
                .filter(region -> !ledger.states().containsKey(region))
                .toList();
        if (!unknown.isEmpty()) {
            checks.add(Check.fail(
                    look.region(),
                    "ledger",
                    "It does not know %s, which the fleet has.".formatted(unknown),
                    "A controller takes them in with its next run; if that does not happen, look at its log."));
        }
        Map<Region, Integer> wanted = Shares.weights(look.service(), ledger.states());
        Planner.problems(look.service(), records, wanted)
                .forEach(problem -> checks.add(Check.fail(
                        look.region(), "records", problem.text(), "Deploy routing.yaml, or mend the record set.")));
        records.eachWeight(look.service())
                .forEach((region, each) -> each.forEach((type, weight) -> {
                    int expected = wanted.getOrDefault(region, 0);
                    if (weight != expected) {
                        checks.add(differs(
                                look,
                                "%s %s %s has the weight %d, the ledger says %d."
                                        .formatted(look.service().name(), type, region, weight, expected)));
                    }
                }));
        if (checks.isEmpty()) {
            checks.add(Check.ok(
                    look.region(),
                    "records",
                    "As the ledger, generation %d, has them.".formatted(ledger.generation())));
        }
        return checks;
    }

    private static Check differs(Look look, String why) {
        String advice = "Find out who changed it (docs/runbook.md, \"drift\"); under drift the fleet says %s."
                .formatted(look.service().policy().drift().name().toLowerCase(java.util.Locale.ROOT));
        return look.service().policy().drift() == DriftPolicy.RESTORE
                ? Check.fail(look.region(), "records", why, advice)
                : Check.warn(look.region(), "records", why, advice);
    }
}
