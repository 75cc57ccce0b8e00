package io.regent.lab.twin.route53;

import io.regent.lab.twin.route53.Routing.Role;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * How a name server chooses one record set of a group (Route 53 Developer Guide, "How Amazon Route 53 chooses records
 * when health checking is configured", "Weighted routing", "Active-active and active-passive failover").
 *
 * @param draw a random number from 0 to below its argument
 */
record Choice(IntUnaryOperator draw, Predicate<RecordSet> healthy) {
    /** Chooses from the record sets of a name and type, of which there is at least one. */
    RecordSet of(List<RecordSet> group) {
        return switch (group.getFirst().routing()) {
            case Routing.Simple simple -> group.getFirst();
            case Routing.Weighted weighted -> weighted(group);
            case Routing.Failover failover -> failover(group);
        };
    }

    /** By weight among the healthy; weight 0 only when no other is healthy; all unhealthy count as all healthy. */
    private RecordSet weighted(List<RecordSet> group) {
        List<RecordSet> able = group.stream().filter(healthy).toList();
        List<RecordSet> usable = able.isEmpty() ? group : able;
        int total = usable.stream().mapToInt(Choice::weight).sum();
        if (total == 0) {
            return usable.get(draw.applyAsInt(usable.size()));
        }
        int left = draw.applyAsInt(total);
        for (RecordSet set : usable) {
            left -= weight(set);
            if (left < 0) {
                return set;
            }
        }
        throw new IllegalStateException("the draw went beyond its bound " + total);
    }

    /** The secondary only while it is healthy and the primary is not. */
    private RecordSet failover(List<RecordSet> group) {
        List<RecordSet> primaries = inRole(group, Role.PRIMARY);
        List<RecordSet> secondaries = inRole(group, Role.SECONDARY);
        if (primaries.isEmpty()) {
            return secondaries.getFirst();
        }
        boolean second =
                !secondaries.isEmpty() && !healthy.test(primaries.getFirst()) && healthy.test(secondaries.getFirst());
        return second ? secondaries.getFirst() : primaries.getFirst();
    }

    private static List<RecordSet> inRole(List<RecordSet> group, Role role) {
        return group.stream()
                .filter(set -> set.routing() instanceof Routing.Failover failover && failover.role() == role)
                .toList();
    }

    private static int weight(RecordSet set) {
        return set.routing() instanceof Routing.Weighted weighted ? Math.toIntExact(weighted.weight()) : 0;
    }
}
