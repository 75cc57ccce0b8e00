package io.regent.lab.cloud;

import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.route53.Route53Twin;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An AWS account of the lab.
 *
 * @param id twelve digits
 */
public record Account(String id, SortedMap<Region, RegionTwin> regions, Route53Twin route53) {
    public Account {
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
    }

    /** An account in these regions. */
    public static Account of(String id, Map<Region, RegionTwin> regions, Route53Twin route53) {
        return new Account(id, new TreeMap<>(regions), route53);
    }

    /**
     * What it has in a region.
     *
     * @throws TwinError for a region that the lab does not have
     */
    public RegionTwin in(Region region) {
        RegionTwin twin = regions.get(region);
        if (twin == null) {
            throw new TwinError("UnknownRegion", 400, "the lab has no " + region + ", only " + regions.keySet());
        }
        return twin;
    }
}
