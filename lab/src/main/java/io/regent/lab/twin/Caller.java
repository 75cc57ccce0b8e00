package io.regent.lab.twin;

import io.regent.fleet.Region;

/** Who makes a call, which decides over the faults that it meets on its way. */
public sealed interface Caller {
    /** Somebody outside AWS: the {@code aws} command line, a test. Meets the faults of the callee alone. */
    record Person() implements Caller {}

    /** A function that runs in a region: cut off from wherever its region is cut off from. */
    record Function(Region region, String name) implements Caller {}
}
