package io.regent.lab.twin.route53;

import java.util.List;

/**
 * A public hosted zone as Route 53 describes it.
 *
 * @param id such as {@code Z00000001EXAMPLE}, without a path before it
 * @param comment empty where there is none
 * @param nameServers the four names of its delegation set
 */
public record HostedZone(
        String id,
        DnsName name,
        String callerReference,
        String comment,
        int recordSetCount,
        List<DnsName> nameServers) {
    public HostedZone {
        nameServers = List.copyOf(nameServers);
    }

    /** A zone just made, and the change that brings it to its name servers. */
    public record Created(HostedZone zone, ChangeInfo change) {}

    /** A page of zones; {@code next} holds the zone that the next page starts with, and is empty on the last. */
    public record Page(List<HostedZone> zones, List<HostedZone> next) {
        public Page {
            zones = List.copyOf(zones);
            next = List.copyOf(next);
        }
    }
}
