package io.regent.fleet;

import java.util.List;

/**
 * One region's copy of a service. It is well when every target of it is.
 *
 * @param region its region, which is also its id and the SetIdentifier of its records
 * @param targets what is probed, at least one
 * @param baseline its share of traffic when all is well, as a Route 53 weight from 0 to 255; 0 stands by and takes over
 *     when every endpoint with a share is drained
 * @param capacity how much of the whole load it can carry, in percent, at least 1
 */
public record Endpoint(Region region, List<Target> targets, int baseline, int capacity) {
    /** The greatest weight of a Route 53 record (API reference, ResourceRecordSet). */
    public static final int MAX_WEIGHT = 255;

    public Endpoint {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("endpoint " + region + ": expected at least one target");
        }
        if (baseline < 0 || baseline > MAX_WEIGHT) {
            throw new IllegalArgumentException("baseline " + baseline + ": expected 0 to " + MAX_WEIGHT);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + ": expected at least 1");
        }
    }
}
