package io.regent.verify;

import io.regent.fleet.Region;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which address is in which region.
 *
 * @param regions of each address that belongs to one alone
 * @param shared addresses that several regions have, which tell nothing
 */
record Atlas(Map<String, Region> regions, Set<String> shared) {
    Atlas {
        regions = Map.copyOf(regions);
        shared = Set.copyOf(shared);
    }

    static Atlas of(Map<Region, ? extends Collection<String>> addresses) {
        Map<String, Region> regions = new HashMap<>();
        Set<String> shared = new HashSet<>();
        new TreeMap<>(addresses)
                .forEach((region, each) -> each.forEach(address -> {
                    Region before = regions.putIfAbsent(address, region);
                    if (before != null && !before.equals(region)) {
                        shared.add(address);
                    }
                }));
        shared.forEach(regions::remove);
        return new Atlas(regions, shared);
    }

    /**
     * The region that an answer's addresses are in: the one that those have which are known. A load balancer's
     * addresses change one by one, so one that is new beside one that is known is no contradiction.
     */
    Optional<Region> of(Collection<String> answer) {
        Set<Region> found = new TreeSet<>();
        answer.forEach(address -> Optional.ofNullable(regions.get(address)).ifPresent(found::add));
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }
}
