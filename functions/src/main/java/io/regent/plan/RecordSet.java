package io.regent.plan;

import io.regent.fleet.DnsName;
import java.util.List;

/**
 * A record set as Route 53 holds it, whole: an UPSERT that left anything out would take it away (API reference,
 * ChangeResourceRecordSets).
 *
 * @param type such as {@code A} or {@code TXT}
 * @param healthCheckId empty for none
 */
public record RecordSet(DnsName name, String type, Selector selector, Content content, String healthCheckId) {
    /** How Route 53 chooses among the record sets of one name and type. */
    public sealed interface Selector {
        /** What tells it from the others of its name and type; empty for the only one. */
        default String identifier() {
            return switch (this) {
                case Simple simple -> "";
                case Weighted weighted -> weighted.setIdentifier();
                case Failover failover -> failover.setIdentifier();
                case Other other -> other.setIdentifier();
            };
        }

        /** The only one. */
        record Simple() implements Selector {}

        /**
         * By weight.
         *
         * @param weight 0 to 255
         */
        record Weighted(String setIdentifier, int weight) implements Selector {}

        /** As one of a pair: the secondary answers while the primary is unhealthy. Regent never changes it. */
        record Failover(String setIdentifier, boolean primary) implements Selector {}

        /** In another way (latency, geolocation, …), which Regent never changes. */
        record Other(String setIdentifier) implements Selector {}
    }

    /** What the record set answers. */
    public sealed interface Content {
        /**
         * Values of its own.
         *
         * @param ttl in seconds
         * @param values in the master-file form, TXT quoted
         */
        record Values(long ttl, List<String> values) implements Content {
            public Values {
                values = List.copyOf(values);
            }
        }

        /** Another record set's answer, or an AWS resource's. */
        record Alias(String zone, String dnsName, boolean evaluateTargetHealth) implements Content {}
    }

    /** This record set with another weight. */
    RecordSet weighing(Selector.Weighted selector, int weight) {
        return new RecordSet(
                name, type, new Selector.Weighted(selector.setIdentifier(), weight), content, healthCheckId);
    }
}
