package io.regent.preflight;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Instant;
import java.util.List;

/** The port to the machine behind an endpoint. Bounded by the deadline. */
public interface Machine {
    /**
     * What is known of the machine of a region: that its address is attached to the instance that runs, that ports are
     * open, what its status checks say. Nothing where the region has none that Regent knows.
     */
    List<Fact> look(Service service, Region region, Instant deadline);

    /**
     * One thing about a machine.
     *
     * @param name such as {@code address}
     * @param standing whether it is well, if that could be found out
     * @param what was found, or why it could not be
     */
    record Fact(String name, Standing standing, String what) {}

    /** How a fact stands. */
    enum Standing {
        WELL,
        UNWELL,
        UNKNOWN
    }
}
