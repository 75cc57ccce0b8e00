package io.regent.control;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;

/** The port by which the controllers of all regions are called to their work. */
public interface Summons {
    /**
     * Has a region's controller run now for a service, and waits for it no longer than {@value #SECONDS} seconds. One
     * that does not answer runs by its schedule, or sees the same when its region is back.
     */
    Woken run(Region region, DnsName service);

    /** How long is waited for one of them. */
    int SECONDS = 5;

    /** What came of that. */
    sealed interface Woken {
        /** It ran. */
        record Ran() implements Woken {}

        /** Nobody knows whether it ran. */
        record Silent(String why) implements Woken {}
    }
}
