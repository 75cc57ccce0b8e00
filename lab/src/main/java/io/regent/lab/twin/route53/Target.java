package io.regent.lab.twin.route53;

import java.time.Duration;
import java.util.List;

/** What a record set answers with. What a request asked for, not yet judged. */
public sealed interface Target {
    /** Values of its own. An alias has no TTL, so that stands here. */
    record Values(Duration ttl, List<String> values) implements Target {
        public Values {
            values = List.copyOf(values);
        }
    }

    /**
     * What another name answers with.
     *
     * @param hostedZoneId the zone of the target: this zone, or the one that AWS keeps a load balancer's name in
     */
    record Alias(String hostedZoneId, DnsName name, boolean evaluateTargetHealth) implements Target {}
}
