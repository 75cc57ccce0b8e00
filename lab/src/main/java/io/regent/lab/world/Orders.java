package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.lab.console.Command;
import io.regent.lab.console.CommandHandler;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.place.PlaceFailed;
import io.regent.lab.place.RegistryHost;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.twin.route53.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Does to the world what a person tells the console. */
public final class Orders implements CommandHandler {
    private static final Duration SLOW = Duration.ofMillis(250);

    private final World world;

    public Orders(World world) {
        this.world = world;
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
                    yield dark.region() + ": dark";
                }
                case Command.Slow slow -> {
                    world.faults().slow(slow.region(), SLOW);
                    yield slow.region() + ": everything takes " + Tempo.words(SLOW) + " longer";
                }
                case Command.Cut cut -> {
                    world.faults().cut(cut.one(), cut.other());
                    yield cut.one() + " and " + cut.other() + ": cut off from each other";
                }
                case Command.BreakRoute53 broken -> {
                    world.faults().breakRoute53();
                    yield "Route 53's control plane fails";
                }
                case Command.Heal heal -> {
                    world.faults().heal();
                    yield "the network and Route 53 work again; registries are as they were";
                }
                case Command.Status status -> status();
            };
        } catch (PlaceFailed | AddressUnavailable e) {
            return "not done: " + e.getMessage();
        }
    }

    private String status() {
        List<String> lines = new ArrayList<>();
        for (Region region : world.regions()) {
            RegistryHost registry = world.registry(region);
            lines.add("%-11s registry %s, load balancer %s, region %s"
                    .formatted(
                            region,
                            registry.state().name().toLowerCase(Locale.ROOT),
                            world.loadBalancer(region).healthy() ? "healthy" : "unhealthy",
                            world.faults().isDark(region) ? "dark" : "up"));
        }
        DnsName service = DnsName.of(World.SERVICE);
        for (RecordSet set : world.records()) {
            if (set.name().equals(service) && set.routing() instanceof Routing.Weighted weighted) {
                lines.add("%-4s %-11s weight %d".formatted(set.type(), weighted.setIdentifier(), weighted.weight()));
            } else if (set.name().equals(DnsName.of("_regent." + World.SERVICE))
                    && set.target() instanceof Target.Values values) {
                lines.add("ledger " + String.join(" ", values.values()));
            }
        }
        return String.join("\n", lines);
    }
}
