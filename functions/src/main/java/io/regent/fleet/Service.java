package io.regent.fleet;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A DNS name that clients use, and what answers for it.
 *
 * @param zone the id of the Route 53 hosted zone that holds its records
 * @param recordTypes the types of its records; a change moves all of them together
 * @param endpoints at least two, each in a region of its own, at least one with a baseline above 0
 * @param vantages the regions that probe it: those of its endpoints, and any that only watch
 */
public record Service(
        DnsName name,
        String zone,
        Set<RecordType> recordTypes,
        Routing routing,
        List<Endpoint> endpoints,
        Set<Region> vantages,
        ProbeSettings probe,
        PolicySettings policy) {
    public Service {
        recordTypes = Set.copyOf(EnumSet.copyOf(recordTypes));
        endpoints = List.copyOf(endpoints);
        vantages = Set.copyOf(vantages);
        Set<Region> regions = new TreeSet<>();
        for (Endpoint endpoint : endpoints) {
            if (!regions.add(endpoint.region())) {
                throw new IllegalArgumentException("endpoint " + endpoint.region() + ": expected one a region");
            }
        }
        if (endpoints.size() < 2) {
            throw new IllegalArgumentException("endpoints: expected at least two regions");
        }
        if (endpoints.stream().allMatch(e -> e.baseline() == 0)) {
            throw new IllegalArgumentException("endpoints: expected at least one with a baseline above 0");
        }
        if (!vantages.containsAll(regions)) {
            throw new IllegalArgumentException("vantages: expected the endpoints' regions " + regions + " among them");
        }
    }

    /** The endpoint of a region, if the service has one there. */
    public Optional<Endpoint> endpoint(Region region) {
        return endpoints.stream().filter(e -> e.region().equals(region)).findFirst();
    }

    /** The name of the TXT record that holds the ledger. */
    public DnsName ledgerName() {
        return name.child("_regent");
    }
}
