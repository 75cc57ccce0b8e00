package io.regent.lab.twin.route53;

import java.util.Optional;

/**
 * A resource record set.
 *
 * @param healthCheckId empty where there is none
 */
public record RecordSet(DnsName name, RecordType type, Routing routing, Target target, String healthCheckId) {
    /** A record set without a health check. */
    public RecordSet(DnsName name, RecordType type, Routing routing, Target target) {
        this(name, type, routing, target, "");
    }

    /** The health check that decides, with the target's health if that is asked for, whether this answers. */
    public Optional<String> healthCheck() {
        return healthCheckId.isEmpty() ? Optional.empty() : Optional.of(healthCheckId);
    }

    RecordKey key() {
        return new RecordKey(name, type, routing.identifier());
    }
}
