package io.regent.lab;

import io.regent.drill.Action;
import io.regent.fleet.Region;
import io.regent.lab.console.Console;
import io.regent.lab.console.Grammar;
import io.regent.lab.drills.Order;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.place.PlaceFailed;
import io.regent.lab.world.Hosting;
import io.regent.lab.world.News;
import io.regent.lab.world.Orders;
import io.regent.lab.world.Ports;
import io.regent.lab.world.Templates;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code make lab}: the world, running until somebody stops it, with a console. Ends with 0, with 1 when it could not
 * start, and with 2 when it was started wrongly.
 */
public final class Lab {
    private Lab() {}

    /**
     * Runs until {@code quit}, the end of the input, or a signal.
     *
     * @param args the file for the functions' log
     */
    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: Lab FUNCTIONS.log");
            System.exit(2);
        }
        System.exit(run(Path.of(args[0]), System.out));
    }

    private static int run(Path logged, PrintStream out) {
        List<Consumer<String>> readers = new CopyOnWriteArrayList<>();
        News news = new News(line -> readers.forEach(reader -> reader.accept(line)));
        try (LogFile log = new LogFile(logged)) {
            Ports ports = Settings.ports();
            try (World world = World.open(
                    Templates.ofRepository(),
                    Tempo.BRISK,
                    ports,
                    Settings.searchPath(),
                    Settings.clock(),
                    Hosting.HERE,
                    (function, line) -> {
                        log.append(line);
                        news.hear(function.region(), line);
                    })) {
                Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end of the lab"));
                greet(out, world, ports, log);
                try (Console console = Console.open(
                        System.in,
                        out,
                        new Grammar(
                                world.regions(),
                                Stream.of(Action.values()).map(Action::label).toList()),
                        new Orders(world, Templates.ofRepository(), Settings.clock(), news::lastDecision))) {
                    news.latest().forEach(console::say);
                    readers.add(console::say);
                    console.run();
                } finally {
                    // The terminal is gone; what the functions say while they are being ended is in the file.
                    readers.clear();
                }
            }
            return 0;
        } catch (AddressUnavailable | PlaceFailed | IllegalArgumentException | IOException e) {
            System.err.println("The lab does not run: " + e.getMessage());
            return 1;
        }
    }

    private static void greet(PrintStream out, World world, Ports ports, LogFile log) {
        out.println("Regent's lab: " + World.SERVICE + " in two regions");
        for (Region region : world.regions()) {
            out.println("  " + region + ": " + world.registry(region).describe() + ", load balancer at "
                    + address(world, region));
        }
        out.println("Its times:");
        world.tempo().describe().forEach(line -> out.println("  " + line));
        out.println("""
                Ask it, from another terminal:
                  dig @127.0.0.1 -p %1$d %2$s
                  dig @127.0.0.1 -p %1$d _regent.%2$s TXT
                  curl -i http://%3$s/v2/
                and, once this is set (any key will do),
                  export AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab AWS_DEFAULT_REGION=%4$s
                  aws --endpoint-url %5$s route53 list-resource-record-sets --hosted-zone-id %6$s
                  aws --endpoint-url %5$s cloudwatch describe-alarms
                  aws --endpoint-url %5$s lambda invoke --function-name regent-failover:live /dev/stdout
                Ask Regent for a drill (events/ has a request for each action, docs/drills.md what comes of it):
                  make drill EVENT=events/status.json
                  aws --endpoint-url %5$s lambda invoke --function-name %8$s --payload fileb://events/status.json report.json
                  for what changes something it is %9$s, with a file such as events/evacuate.json
                Below is what the controllers decide, with the time in UTC; %7$s has all that the functions log.
                Break and mend it by commands such as 'kill %4$s' and 'status'; 'help' lists them.
                The lab ends with 'quit', Ctrl-C, or the end of its input.""".formatted(
                        ports.dns(),
                        World.SERVICE,
                        address(world, World.IRELAND),
                        World.IRELAND,
                        world.endpoint(),
                        world.zone(),
                        log,
                        Order.LOOK,
                        Order.DRILL));
    }

    private static String address(World world, Region region) {
        return world.clientAddress(region).getHostAddress() + ":"
                + world.loadBalancer(region).address().getPort();
    }
}
