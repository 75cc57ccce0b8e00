package io.regent.plan;

import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import io.regent.plan.RecordSet.Content;
import io.regent.plan.RecordSet.Selector;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What Route 53 holds for a service at one reading: its own records, and the TXT record where the ledger is. */
public record Records(List<RecordSet> sets) {
    public Records {
        sets = List.copyOf(sets);
    }

    /** The TXT record sets at the ledger's name, whatever they hold: none or one, unless a stranger made them. */
    List<RecordSet> ledgerSets(Service service) {
        return sets.stream()
                .filter(set ->
                        set.name().equals(service.ledgerName()) && set.type().equals("TXT"))
                .toList();
    }

    /** What the ledger's record says. */
    public LedgerReading ledger(Service service) {
        List<RecordSet> found = ledgerSets(service);
        if (found.isEmpty()) {
            return new LedgerReading.Missing();
        }
        if (!(found.getFirst().selector() instanceof Selector.Simple)
                || !(found.getFirst().content() instanceof Content.Values values)
                || values.values().size() != 1) {
            return new LedgerReading.Foreign();
        }
        return LedgerText.read(TxtValue.decode(values.values().getFirst()));
    }

    /** The service's record sets of the types that it has. */
    List<RecordSet> own(Service service) {
        return sets.stream()
                .filter(set -> set.name().equals(service.name())
                        && service.recordTypes().stream().map(RecordType::name).anyMatch(set.type()::equals))
                .toList();
    }

    /** The ids of the health checks that an endpoint's records name; several where its record types differ. */
    public SortedSet<String> healthChecks(Service service, Region endpoint) {
        return own(service).stream()
                .filter(set -> set.selector().identifier().equals(endpoint.id()))
                .map(RecordSet::healthCheckId)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The weight of each weighted record of each endpoint; of an endpoint without one, nothing. With
     * {@link Routing#FAILOVER} weights mean nothing, and there are none.
     */
    public SortedMap<Region, SortedMap<RecordType, Integer>> eachWeight(Service service) {
        SortedMap<Region, SortedMap<RecordType, Integer>> weights = new TreeMap<>();
        if (service.routing() == Routing.FAILOVER) {
            return weights;
        }
        for (RecordSet set : own(service)) {
            if (set.selector() instanceof Selector.Weighted weighted && Region.isCode(weighted.setIdentifier())) {
                Region region = new Region(weighted.setIdentifier());
                if (service.endpoint(region).isPresent()) {
                    weights.computeIfAbsent(region, any -> new TreeMap<>())
                            .put(RecordType.valueOf(set.type()), weighted.weight());
                }
            }
        }
        return weights;
    }

    /** The weight of each endpoint that has a weighted record; where its record types differ, the greatest. */
    public SortedMap<Region, Integer> weights(Service service) {
        SortedMap<Region, Integer> greatest = new TreeMap<>();
        eachWeight(service).forEach((region, each) -> greatest.put(region, Collections.max(each.values())));
        return greatest;
    }
}
