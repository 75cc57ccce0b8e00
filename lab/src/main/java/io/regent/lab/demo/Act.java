package io.regent.lab.demo;

import io.regent.fleet.Region;
import io.regent.lab.world.World;
import java.util.List;

/**
 * An outage of Ireland.
 *
 * @param title what a person calls it
 * @param controllers the regions whose controllers must act
 */
record Act(String title, Step breaks, Step mends, List<Region> controllers) {
    /** Does something to the world. */
    @FunctionalInterface
    interface Step {
        void to(World world);
    }

    static List<Act> all() {
        return List.of(
                new Act(
                        "registry killed",
                        world -> world.registry(World.IRELAND).kill(),
                        world -> world.registry(World.IRELAND).start(),
                        List.of(World.IRELAND, World.MUMBAI)),
                new Act(
                        "registry stopped",
                        world -> world.registry(World.IRELAND).stop(),
                        world -> world.registry(World.IRELAND).cont(),
                        List.of(World.IRELAND, World.MUMBAI)),
                new Act(
                        "region dark",
                        world -> world.faults().dark(World.IRELAND),
                        world -> world.faults().heal(),
                        List.of(World.MUMBAI)));
    }
}
