package io.regent.preflight;

import io.regent.fleet.Region;
import java.util.List;

/** The port to the alarms of a region. Bounded in time. */
public interface Alarms {
    /** The alarms of a region whose names begin so. */
    Learned<List<Alarm>> of(Region region, String prefix);
}
