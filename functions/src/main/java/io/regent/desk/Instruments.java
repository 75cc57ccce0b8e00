package io.regent.desk;

import io.regent.control.Lookout;
import io.regent.control.Summons;
import io.regent.fleet.Region;
import io.regent.lever.Changes;
import io.regent.lever.RoutingControl;
import io.regent.lever.Zone;
import io.regent.machine.Machines;
import io.regent.report.Events;
import io.regent.report.Log;
import io.regent.report.Notices;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a desk works with.
 *
 * @param home its region
 * @param functions how its functions are called, for commands to paste
 */
public record Instruments(
        Region home,
        Functions functions,
        Lookout lookout,
        Zone zone,
        RoutingControl routingControl,
        Changes changes,
        Summons summons,
        NameServers nameServers,
        Machines machines,
        Studies studies,
        Events events,
        Notices notices,
        Log log,
        InstantSource clock,
        Waiting waiting) {
    /**
     * The functions that people call by name.
     *
     * @param act which takes every action, with its alias
     * @param look which changes nothing, with its alias
     * @param controller which acts by itself
     */
    public record Functions(String act, String look, String controller) {}

    /** The port that waits. */
    @FunctionalInterface
    public interface Waiting {
        /** Waits until an instant; when that is past, not at all. */
        void until(Instant instant) throws InterruptedException;
    }
}
