package io.regent.lab.twin.route53;

/**
 * How Route 53 chooses between the record sets of one name and type. What a request asked for, not yet judged: a weight
 * may be out of its range.
 */
public sealed interface Routing {
    /** The only record set of its name and type. */
    record Simple() implements Routing {}

    /** Answers in proportion to its weight among all of the group. */
    record Weighted(String setIdentifier, long weight) implements Routing {}

    /** One of a pair: the secondary answers while the primary is unhealthy. */
    record Failover(String setIdentifier, Role role) implements Routing {}

    /** The place in a failover pair. */
    enum Role {
        PRIMARY,
        SECONDARY
    }

    /** The SetIdentifier; empty for {@link Simple}. */
    default String identifier() {
        return switch (this) {
            case Simple simple -> "";
            case Weighted weighted -> weighted.setIdentifier();
            case Failover failover -> failover.setIdentifier();
        };
    }
}
