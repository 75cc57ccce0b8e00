package io.regent.lab.world;

import io.regent.lab.console.Command;
import io.regent.lab.console.CommandHandler;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.place.PlaceFailed;
import java.time.Duration;
import java.util.function.Supplier;

/** Does to the world what a person tells the console. */
public final class Orders implements CommandHandler {
    private static final Duration SLOW = Duration.ofMillis(250);

    private final World world;
    private final Supplier<String> lastDecision;

    /** @param lastDecision what the controllers decided last, for the status */
    public Orders(World world, Supplier<String> lastDecision) {
        this.world = world;
        this.lastDecision = lastDecision;
    }

    @Override
    public String obey(Command.Order order) {
        try {
            return switch (order) {
                case Command.Kill kill -> {
                    world.registry(kill.region()).kill();
                    yield kill.region() + ": registry killed";
                }
                case Command.Stop stop -> {
                    world.registry(stop.region()).stop();
                    yield stop.region() + ": registry stands still";
                }
                case Command.Continue cont -> {
                    world.registry(cont.region()).cont();
                    yield cont.region() + ": registry goes on";
                }
                case Command.Start start -> {
                    world.registry(start.region()).start();
                    yield start.region() + ": registry runs";
                }
                case Command.Dark dark -> {
                    world.faults().dark(dark.region());
                    yield dark.region() + ": dark, nothing in or out of it answers and its functions stand still";
                }
                case Command.Slow slow -> {
                    world.faults().slow(slow.region(), SLOW);
                    yield slow.region() + ": everything in or out of it takes " + Tempo.words(SLOW) + " longer";
                }
                case Command.Cut cut -> {
                    world.faults().cut(cut.one(), cut.other());
                    yield cut.one() + " and " + cut.other() + ": cut off from each other";
                }
                case Command.BreakRoute53 broken -> {
                    world.faults().breakRoute53();
                    yield "Route 53's control plane fails; its name servers go on";
                }
                case Command.Heal heal -> {
                    world.faults().heal();
                    yield "the network and Route 53 work again; registries are as they were";
                }
                case Command.Status status -> new Status(world).text(lastDecision.get());
            };
        } catch (PlaceFailed | AddressUnavailable e) {
            return "not done: " + e.getMessage();
        }
    }
}
