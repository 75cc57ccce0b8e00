package io.regent.plan;

import io.regent.decision.Decision;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import io.regent.plan.RecordSet.Content;
import io.regent.plan.RecordSet.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans. */
public final class Planner {
    /**
     * The ledger's TTL in seconds: controllers read it from the API, so it only matters to people who ask with
     * {@code dig}.
     */
    static final long LEDGER_TTL = 60;

    private Planner() {}

    /**
     * The batch that turns what Route 53 holds into what the decision wants: the ledger record as it was read is
     * deleted, the next one created, and the weights that differ are upserted. Whoever acted in between has changed the
     * ledger, so that this batch fails as a whole.
     */
    public static Plan plan(Service service, Records records, Decision decision) {
        List<Plan.Problem> problems = new ArrayList<>(Build.problems(service, records));
        List<Change> weights = planWeights(service, records, decision.weights(), problems);
        if (!decision.changes()) {
            return new Plan(List.of(), problems);
        }
        List<Change> changes = new ArrayList<>();
        records.ledgerSets(service).forEach(set -> changes.add(new Change.Delete(set)));
        changes.add(new Change.Create(ledgerSet(service, next(records.ledger(service), decision))));
        if (decision.moves()) {
            changes.addAll(weights);
        }
        return new Plan(changes, problems);
    }

    /**
     * The batch that leaves the records as if there had never been a Regent: the weights that a service has when all is
     * well, and no ledger. It fails as a whole where the ledger is no longer as it was read.
     */
    public static Plan retire(Service service, Records records) {
        Map<Region, Integer> baselines = new TreeMap<>();
        service.endpoints().forEach(endpoint -> baselines.put(endpoint.region(), endpoint.baseline()));
        List<Plan.Problem> problems = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        records.ledgerSets(service).forEach(set -> changes.add(new Change.Delete(set)));
        changes.addAll(planWeights(service, records, baselines, problems));
        return new Plan(changes, problems);
    }

    /**
     * The batch that leaves everything as it is: the ledger record and each weighted record of an endpoint deleted and
     * created again, all exactly as they were read. It proves the right to change them; names and types are those of
     * every other batch, and of the actions it has all but the UPSERT, which would write over what somebody else wrote
     * meanwhile. Whoever acts in between, a controller or a hand, has changed something of it, so that this batch fails
     * as a whole. Empty where there is no ledger to leave as it is.
     */
    public static Plan again(Service service, Records records) {
        List<Change> changes = new ArrayList<>();
        if (records.ledger(service) instanceof LedgerReading.Present) {
            List<RecordSet> sets = new ArrayList<>(records.ledgerSets(service));
            records.own(service).stream()
                    .filter(set -> set.selector() instanceof Selector.Weighted weighted
                            && service.endpoints().stream()
                                    .anyMatch(endpoint -> endpoint.region().id().equals(weighted.setIdentifier())))
                    .forEach(sets::add);
            for (RecordSet set : sets) {
                changes.add(new Change.Delete(set));
                changes.add(new Change.Create(set));
            }
        }
        return new Plan(changes, List.of());
    }

    /** What of the records is not as the levers need it, where these weights are wanted. */
    public static List<Plan.Problem> problems(Service service, Records records, Map<Region, Integer> wanted) {
        List<Plan.Problem> problems = new ArrayList<>(Build.problems(service, records));
        planWeights(service, records, wanted, problems);
        return problems;
    }

    private static List<Change> planWeights(
            Service service, Records records, Map<Region, Integer> wanted, List<Plan.Problem> problems) {
        List<Change> weights = new ArrayList<>();
        if (service.routing() == Routing.WEIGHTED) {
            service.recordTypes().stream()
                    .sorted()
                    .forEach(type -> weights.addAll(planWeights(service, type, records, wanted, problems)));
        }
        return weights;
    }

    private static Ledger next(LedgerReading reading, Decision decision) {
        return switch (reading) {
            case LedgerReading.Present present ->
                present.ledger().next(decision.states(), decision.drift().noted(), decision.orders());
            case LedgerReading.Missing missing ->
                new Ledger(1, decision.states(), decision.drift().noted(), decision.orders());
            case LedgerReading.Torn torn ->
                new Ledger(1, decision.states(), decision.drift().noted(), decision.orders());
            case LedgerReading.Foreign foreign ->
                new Ledger(1, decision.states(), decision.drift().noted(), decision.orders());
            case LedgerReading.Newer newer ->
                throw new IllegalArgumentException(
                        "a ledger of another version is not written over: " + newer.problem());
        };
    }

    private static RecordSet ledgerSet(Service service, Ledger ledger) {
        Content content = new Content.Values(LEDGER_TTL, List.of(TxtValue.encode(LedgerText.write(ledger))));
        return new RecordSet(service.ledgerName(), "TXT", new Selector.Simple(), content, "");
    }

    /**
     * The weights of one type that differ; none where they would all be 0, so that the other types can move all the
     * same.
     */
    private static List<Change> planWeights(
            Service service,
            RecordType type,
            Records records,
            Map<Region, Integer> wanted,
            List<Plan.Problem> problems) {
        Map<String, Integer> missing = new TreeMap<>();
        wanted.forEach((region, weight) -> missing.put(region.id(), weight));
        List<Change> changes = new ArrayList<>();
        boolean any = false;
        boolean anyAboveZero = false;
        for (RecordSet set : records.own(service)) {
            if (set.type().equals(type.name()) && set.selector() instanceof Selector.Weighted weighted) {
                Integer removed = missing.remove(weighted.setIdentifier());
                int weight = removed == null ? weighted.weight() : removed;
                any = true;
                anyAboveZero |= weight > 0;
                if (weight != weighted.weight()) {
                    changes.add(new Change.Upsert(set.weighing(weighted, weight)));
                }
            }
        }
        missing.keySet()
                .forEach(id -> problems.add(new Plan.Problem.NoRecord(
                        "%s %s has no weighted record with the SetIdentifier %s".formatted(service.name(), type, id))));
        if (any && !anyAboveZero) {
            problems.add(new Plan.Problem.AllZero(
                    "no %s record of %s would have a weight above 0, which Route 53 reads as all equal"
                            .formatted(type, service.name())));
            return List.of();
        }
        return changes;
    }
}
