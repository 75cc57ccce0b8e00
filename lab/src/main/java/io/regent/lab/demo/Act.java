package io.regent.lab.demo;

import io.regent.fleet.Region;
import io.regent.lab.world.World;
import java.util.List;

/**
 * An outage of Ireland.
 *
 * @param title what a person calls it
 * @param lever the lever that takes Ireland out of DNS
 * @param controllers the regions whose controllers must act
 */
record Act(String title, Lever lever, Step breaks, Step mends, List<Region> controllers) {
    enum Lever {
        WEIGHTS,
        /** Route 53's control plane is down all the while: metric, alarm and health check do it. */
        ROUTING_CONTROL
    }

    /** Does something to the world. */
    @FunctionalInterface
    interface Step {
        void to(World world);
    }

    static List<Act> all() {
        // The one without the ledger comes first: a controller that cannot read it goes by what it told of late.
        return List.of(
                new Act(
                        "us-east-1 too",
                        Lever.ROUTING_CONTROL,
                        world -> {
                            world.faults().breakRoute53();
                            world.faults().dark(World.IRELAND);
                        },
                        world -> world.faults().heal(),
                        List.of(World.MUMBAI)),
                new Act(
                        "registry killed",
                        Lever.WEIGHTS,
                        world -> world.registry(World.IRELAND).kill(),
                        world -> world.registry(World.IRELAND).start(),
                        List.of(World.IRELAND, World.MUMBAI)),
                new Act(
                        "registry stopped",
                        Lever.WEIGHTS,
                        world -> world.registry(World.IRELAND).stop(),
                        world -> world.registry(World.IRELAND).cont(),
                        List.of(World.IRELAND, World.MUMBAI)),
                new Act(
                        "region dark",
                        Lever.WEIGHTS,
                        world -> world.faults().dark(World.IRELAND),
                        world -> world.faults().heal(),
                        List.of(World.MUMBAI)));
    }
}
