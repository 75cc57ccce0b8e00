package io.regent.fleet;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything that one Regent looks after.
 *
 * @param services at least one, each name once
 * @param controls addresses that have nothing to do with the fleet, probed by TCP so that a vantage can tell its own
 *     fault from an endpoint's; may be empty, then no vantage ever doubts itself
 */
public record Fleet(List<Service> services, List<Address> controls) {
    public Fleet {
        services = List.copyOf(services);
        controls = List.copyOf(controls);
        if (services.isEmpty()) {
            throw new IllegalArgumentException("services: expected at least one");
        }
        Set<DnsName> names = new HashSet<>();
        for (Service service : services) {
            if (!names.add(service.name())) {
                throw new IllegalArgumentException("service " + service.name() + ": expected once");
            }
        }
    }

    /** The service of a name; empty where the fleet has none. */
    public Optional<Service> service(DnsName name) {
        return services.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Every region that takes part: all vantages, which include all endpoints' regions. */
    public SortedSet<Region> regions() {
        SortedSet<Region> regions = new TreeSet<>();
        services.forEach(service -> regions.addAll(service.vantages()));
        return Collections.unmodifiableSortedSet(regions);
    }
}
