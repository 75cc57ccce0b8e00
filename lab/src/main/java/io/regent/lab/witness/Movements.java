package io.regent.lab.witness;

import io.regent.fleet.Region;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All that moved clients since an instant, whoever did it and whether or not anybody looked for it: every change of a
 * weight that Route 53 took, and every region that DNS stopped naming though it had a weight.
 */
public final class Movements {
    /** After so many answers in a row that name others, chance is no longer why. */
    private static final int ABSENT = 150;

    /** A region that is to get less than one answer in so many may be absent by chance. */
    private static final int RARE = 10;

    private final Map<String, Long> initial = new TreeMap<>();
    private final Witness witness;
    private final Resolver resolver;
    private final Instant since;

    /** Looks from now on. */
    public Movements(World world, Witness witness, Resolver resolver, Instant now) {
        this.witness = witness;
        this.resolver = resolver;
        this.since = now;
        weigh(initial, world.records());
    }

    /** What moved from an instant on and before another, in its order. */
    public List<Movement> between(Instant from, Instant until) {
        return among(
                        initial,
                        witness.zone(Route53Event.Accepted.class, since),
                        witness::decision,
                        resolver.answers(),
                        until)
                .stream()
                .filter(movement ->
                        !movement.at().isBefore(from) && movement.at().isBefore(until))
                .toList();
    }

    /**
     * What these batches and answers tell.
     *
     * @param initial the weights before them, by type and region
     * @param why the decision behind a change, by the change's id
     */
    static List<Movement> among(
            Map<String, Long> initial,
            List<Route53Event.Accepted> batches,
            Function<String, Optional<Witness.Decided>> why,
            List<Resolver.Answer> answers,
            Instant until) {
        List<Movement> movements = new ArrayList<>();
        List<Weighing> weighings = new ArrayList<>(List.of(new Weighing(Instant.MIN, byRegion(initial))));
        Map<String, Long> weights = new TreeMap<>(initial);
        for (Route53Event.Accepted batch : batches) {
            weigh(
                    weights,
                    batch.batch().changes().stream()
                            .filter(change -> change.action() != ChangeBatch.Action.DELETE)
                            .map(ChangeBatch.Change::recordSet)
                            .toList());
            Map<Region, Long> before = weighings.getLast().weights();
            Map<Region, Long> after = byRegion(weights);
            after.forEach((region, weight) -> {
                long old = before.getOrDefault(region, 0L);
                if (old != weight) {
                    movements.add(new Movement.Weighed(
                            batch.at(), region, old, weight, batch.caller(), why.apply(batch.changeId())));
                }
            });
            weighings.add(new Weighing(batch.at(), after));
        }
        movements.addAll(leftOut(weighings, answers, until));
        return movements.stream().sorted(Comparator.comparing(Movement::at)).toList();
    }

    /** The weights from an instant on. */
    private record Weighing(Instant at, Map<Region, Long> weights) {
        /** Whether so many answers are to name a region that it is not absent by chance. */
        boolean isOften(Region region) {
            long all = weights.values().stream().mapToLong(Long::longValue).sum();
            return weights.getOrDefault(region, 0L) * RARE > all;
        }
    }

    private static List<Movement> leftOut(List<Weighing> weighings, List<Resolver.Answer> answers, Instant until) {
        List<Movement> found = new ArrayList<>();
        Map<Region, Integer> latest = new TreeMap<>();
        List<Resolver.Answer> heard =
                answers.stream().filter(answer -> answer.at().isBefore(until)).toList();
        for (int i = 0; i < heard.size(); i++) {
            latest.put(heard.get(i).region(), i);
            for (Map.Entry<Region, Integer> one : latest.entrySet()) {
                Instant at = heard.get(one.getValue()).at();
                if (i - one.getValue() == ABSENT && at(weighings, at).isOften(one.getKey())) {
                    found.add(new Movement.LeftOut(at, one.getKey()));
                }
            }
        }
        return found;
    }

    private static Weighing at(List<Weighing> weighings, Instant at) {
        return weighings.reversed().stream()
                .filter(weighing -> !weighing.at().isAfter(at))
                .findFirst()
                .orElseGet(weighings::getFirst);
    }

    private static Map<Region, Long> byRegion(Map<String, Long> weights) {
        Map<Region, Long> byRegion = new TreeMap<>();
        weights.forEach((record, weight) ->
                byRegion.merge(new Region(record.substring(record.indexOf(' ') + 1)), weight, Math::max));
        return byRegion;
    }

    private static void weigh(Map<String, Long> weights, Collection<RecordSet> records) {
        for (RecordSet set : records) {
            if (set.name().equals(DnsName.of(World.SERVICE)) && set.routing() instanceof Routing.Weighted weighted) {
                weights.put(set.type() + " " + weighted.setIdentifier(), weighted.weight());
            }
        }
    }
}
