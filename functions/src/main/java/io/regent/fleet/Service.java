package io.regent.fleet;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A DNS name that clients use, and what answers for it.
 *
 * @param zone the id of the Route 53 hosted zone that holds its records
 * @param recordTypes the types of its records; a change moves all of them together
 * @param endpoints 2 to {@value #MAX_ENDPOINTS}, each in a region of its own, at least one with a baseline above 0
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
    /**
     * The ledger holds all of them in one TXT value, of which 4,000 characters is the most (Route 53 Developer Guide,
     * "Supported DNS record types", TXT); with the longest codes that {@link Region} takes, these fit.
     */
    public static final int MAX_ENDPOINTS = 40;

    public Service {
        recordTypes = Set.copyOf(recordTypes);
        endpoints = List.copyOf(endpoints);
        vantages = Set.copyOf(vantages);
        if (recordTypes.isEmpty()) {
            throw new IllegalArgumentException("recordTypes: expected at least one of A and AAAA");
        }
        Set<Region> regions = new TreeSet<>();
        for (Endpoint endpoint : endpoints) {
            if (!regions.add(endpoint.region())) {
                throw new IllegalArgumentException("endpoint " + endpoint.region() + ": expected one a region");
            }
        }
        if (endpoints.size() < 2 || endpoints.size() > MAX_ENDPOINTS) {
            throw new IllegalArgumentException(
                    "endpoints: " + endpoints.size() + " regions, expected 2 to " + MAX_ENDPOINTS);
        }
        if (endpoints.stream().allMatch(e -> e.baseline() == 0)) {
            throw new IllegalArgumentException("endpoints: expected at least one with a baseline above 0");
        }
        if (!vantages.containsAll(regions)) {
            throw new IllegalArgumentException("vantages: expected the endpoints' regions " + regions + " among them");
        }
    }

    /** The same service by another policy. */
    public Service withPolicy(PolicySettings policy) {
        return new Service(name, zone, recordTypes, routing, endpoints, vantages, probe, policy);
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
