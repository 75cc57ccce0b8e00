package io.regent.lab.wire;

import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import java.util.Map;
import java.util.TreeMap;

/** A service's twins, one for each region that the lab has. */
record Regional<T>(String signingName, Map<Region, T> twins) {
    Regional {
        twins = Map.copyOf(twins);
    }

    /** The twin of the region that a request was signed for. */
    T of(WireRequest request) {
        T twin = twins.get(request.region());
        if (twin == null) {
            throw new TwinError(
                    "UnknownRegion",
                    400,
                    "the lab has no " + signingName + " in " + request.region() + ", only in "
                            + new TreeMap<>(twins).keySet());
        }
        return twin;
    }
}
