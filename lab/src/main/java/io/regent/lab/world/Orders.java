package io.regent.lab.world;

import io.regent.json.BadJson;
import io.regent.lab.console.Command;
import io.regent.lab.console.CommandHandler;
import io.regent.lab.drills.Invoker;
import io.regent.lab.drills.Order;
import io.regent.lab.drills.Unanswered;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.place.PlaceFailed;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Does to the world what a person tells the console. */
public final class Orders implements CommandHandler {
    private static final Duration SLOW = Duration.ofMillis(250);

    private final World world;
    private final Templates files;
    private final Invoker invoker;
    private final Supplier<String> lastDecision;

    /**
     * @param files where the sample requests for drills are
     * @param lastDecision what the controllers decided last, for the status
     */
    public Orders(World world, Templates files, InstantSource clock, Supplier<String> lastDecision) {
        this.world = world;
        this.files = files;
        this.invoker = new Invoker(world.endpoint(), clock);
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
                case Command.Drill drill -> drill(drill);
                case Command.Status status -> new Status(world).text(lastDecision.get());
            };
        } catch (PlaceFailed | AddressUnavailable e) {
            return "not done: " + e.getMessage();
        }
    }

    /** As a person would from another terminal; the answer may take as long as the function does. */
    private String drill(Command.Drill drill) {
        String file = "events/" + drill.action() + ".json";
        try {
            return invoker.ask(drill.region(), Order.of(files.text(file))).text();
        } catch (Unanswered e) {
            return "no report: " + e.getMessage();
        } catch (BadJson e) {
            return "no request: " + file + ": " + e.getMessage();
        } catch (UncheckedIOException e) {
            return "no request: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "no report: interrupted";
        }
    }
}
