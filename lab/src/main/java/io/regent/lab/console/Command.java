package io.regent.lab.console;

import io.regent.fleet.Region;

/** What a person asks of the lab. */
public sealed interface Command {
    /** A command that the lab carries out; the others concern the console alone. */
    sealed interface Order extends Command {}

    /** Ends a region's registry as SIGKILL does. */
    record Kill(Region region) implements Order {}

    /** Makes a region's registry stand still as SIGSTOP does. */
    record Stop(Region region) implements Order {}

    /** Makes a region's stopped registry go on as SIGCONT does. */
    record Continue(Region region) implements Order {}

    /** Starts a region's dead registry again. */
    record Start(Region region) implements Order {}

    /** Nothing in or out of a region answers any more. */
    record Dark(Region region) implements Order {}

    /** Everything in or out of a region takes longer. */
    record Slow(Region region) implements Order {}

    /** Two regions, which are not the same, no longer reach each other. */
    record Cut(Region one, Region other) implements Order {
        public Cut {
            if (one.equals(other)) {
                throw new IllegalArgumentException("cut " + one + " from itself: expected two regions");
            }
        }
    }

    /** Route 53's control plane fails; its name servers go on. */
    record BreakRoute53() implements Order {}

    /** The network and Route 53 work again; registries stay as they are. */
    record Heal() implements Order {}

    /**
     * Asks Regent itself for a drill, by the sample request of an action.
     *
     * @param region whose function is asked
     */
    record Drill(String action, Region region) implements Order {}

    /** Asks what everything is doing. */
    record Status() implements Order {}

    record Help() implements Command {}

    record Quit() implements Command {}
}
