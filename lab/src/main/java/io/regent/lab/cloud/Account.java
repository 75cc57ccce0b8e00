package io.regent.lab.cloud;

import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Access;
import io.regent.lab.twin.route53.Route53Twin;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** An AWS account of the lab. */
public final class Account {
    private final String id;
    private final SortedMap<Region, RegionTwin> regions;
    private final Route53Twin route53;
    private final Access access;
    private final Set<String> profiles = ConcurrentHashMap.newKeySet();

    /** @param id twelve digits */
    public Account(String id, Map<Region, RegionTwin> regions, Route53Twin route53) {
        this.id = id;
        this.regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
        this.route53 = route53;
        this.access = new Access(id);
    }

    /** Its number. */
    public String id() {
        return id;
    }

    /** What it has in each region. */
    public SortedMap<Region, RegionTwin> regions() {
        return regions;
    }

    /** Its Route 53. */
    public Route53Twin route53() {
        return route53;
    }

    /** Its roles, and the policies of its resources. */
    public Access access() {
        return access;
    }

    /** The names of its instance profiles. */
    Set<String> profiles() {
        return profiles;
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
