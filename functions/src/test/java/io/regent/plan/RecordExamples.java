package io.regent.plan;

import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Record sets as a deployed service has them. */
public final class RecordExamples {
    private RecordExamples() {}

    /** A weighted alias with a health check. */
    public static RecordSet weighted(Service service, RecordType type, String id, int weight) {
        return new RecordSet(
                service.name(),
                type.name(),
                new RecordSet.Selector.Weighted(id, weight),
                new RecordSet.Content.Alias(service.zone(), id + "." + service.name(), true),
                "check-" + id);
    }

    /** Every record type of every region with its weight. */
    public static List<RecordSet> weighted(Service service, Map<Region, Integer> weights) {
        List<RecordSet> sets = new ArrayList<>();
        for (RecordType type : RecordType.values()) {
            new TreeMap<>(weights).forEach((region, weight) -> sets.add(weighted(service, type, region.id(), weight)));
        }
        return sets;
    }

    /** A TXT record set at the ledger's name. */
    public static RecordSet ledger(Service service, String... values) {
        return new RecordSet(
                service.ledgerName(),
                "TXT",
                new RecordSet.Selector.Simple(),
                new RecordSet.Content.Values(Planner.LEDGER_TTL, List.of(values)),
                "");
    }

    /** The ledger's record set as Regent writes it. */
    public static RecordSet ledger(Service service, Ledger ledger) {
        return ledger(service, TxtValue.encode(LedgerText.write(ledger)));
    }

    /** All of a service's records, its ledger included. */
    public static Records records(Service service, Ledger ledger, Map<Region, Integer> weights) {
        List<RecordSet> sets = weighted(service, weights);
        sets.add(ledger(service, ledger));
        return new Records(sets);
    }
}
