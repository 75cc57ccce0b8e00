package io.regent.decision;

import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Where records differ from the ledger.
 *
 * @param differences what was found
 * @param known what the ledger says of that
 * @param noted what it is to say
 */
public record Drift(List<Difference> differences, Agreement known, Agreement noted) {

    /**
     * One record that differs.
     *
     * @param weight that stands there
     * @param expected that belongs to the ledger
     * @param since when a controller first saw a record differ; see {@link Agreement.Differing}
     */
    public record Difference(Region endpoint, RecordType type, int weight, int expected, Instant since) {}

    public Drift {
        differences = List.copyOf(differences);
    }

    /** The records are as the ledger says, or there is nothing to hold them to. */
    public static Drift none() {
        return new Drift(List.of(), new Agreement.Agreed(), new Agreement.Agreed());
    }

    /** What differs from the ledger's states; and from the adopted ones, where only these make a difference. */
    static List<Difference> between(
            Service service,
            Map<Region, EndpointState> ledger,
            Map<Region, EndpointState> adopted,
            Found found,
            Instant now) {
        Instant since = since(found.agreement(), now);
        SortedMap<Region, Integer> ofLedger = Shares.weights(service, ledger);
        SortedMap<Region, Integer> ofAdopted = Shares.weights(service, adopted);
        List<Difference> differences = new ArrayList<>();
        found.weights().forEach((region, each) -> {
            Map<Region, Integer> expected =
                    found.differs(region, ofLedger.getOrDefault(region, 0)) ? ofLedger : ofAdopted;
            each.forEach((type, weight) -> {
                int wanted = expected.getOrDefault(region, 0);
                if (weight != wanted) {
                    differences.add(new Difference(region, type, weight, wanted, since));
                }
            });
        });
        return differences;
    }

    static Instant since(Agreement agreement, Instant now) {
        return switch (agreement) {
            case Agreement.Agreed agreed -> now;
            case Agreement.Differing differing -> differing.since();
        };
    }

    /** Whether the ledger is to say otherwise of the records than it does. */
    boolean changesTheLedger() {
        return !known.equals(noted);
    }
}
