package io.regent.lab;

import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.lab.console.Console;
import io.regent.lab.console.Grammar;
import io.regent.lab.world.Orders;
import io.regent.lab.world.Ports;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** {@code make lab}: the world, running until somebody stops it, with a console. */
public final class Lab {
    private Lab() {}

    /** Runs until {@code quit}, the end of the input, or a signal. */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        Path log = Files.createTempFile("regent-lab-", ".log");
        List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
        Ports ports = Settings.ports();
        try (World world = World.open(Tempo.BRISK, ports, Settings.searchPath(), Settings.clock(), (function, line) -> {
            append(log, line);
            listeners.forEach(listener -> listener.accept(told(function.region(), line)));
        })) {
            Thread end = new Thread(world::close, "end of the lab");
            Runtime.getRuntime().addShutdownHook(end);
            greet(out, world, ports, log);
            try (Console console = Console.open(System.in, out, new Grammar(world.regions()), new Orders(world))) {
                listeners.add(console::say);
                console.run();
            }
        } catch (RuntimeException | IOException e) {
            System.err.println("The lab does not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void append(Path log, JsonObject line) {
        try {
            Files.writeString(log, Json.write(line) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + log, e);
        }
    }

    /** A log line in a few words. */
    private static String told(Region region, JsonObject line) {
        return "[" + region + "] " + text(line, "message")
                + (text(line, "rule").isEmpty() ? "" : ": " + text(line, "rule"));
    }

    private static String text(JsonObject line, String field) {
        return line.get(field).orElse(new JsonText("")) instanceof JsonText text ? text.value() : "";
    }

    private static void greet(PrintStream out, World world, Ports ports, Path log) {
        out.println("Regent's lab: " + World.SERVICE + " in two regions, hosted zone " + world.zone());
        for (Region region : world.regions()) {
            out.println("  " + region + ": " + world.registry(region).describe());
        }
        world.tempo().describe().forEach(line -> out.println("  " + line));
        out.println("  the functions log to " + log);
        String aws = "AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab aws --endpoint-url " + world.endpoint()
                + " --region eu-west-1 ";
        out.println("""
                Ask it:
                  dig @127.0.0.1 -p %d %s
                  dig @127.0.0.1 -p %d _regent.%s TXT
                  curl -i http://%s:8080/v2/
                  %sroute53 list-resource-record-sets --hosted-zone-id %s
                  %scloudwatch describe-alarms
                Type help for the commands that break and mend it.""".formatted(
                        ports.dns(),
                        World.SERVICE,
                        ports.dns(),
                        World.SERVICE,
                        world.clientAddress(World.IRELAND).getHostAddress(),
                        aws,
                        world.zone(),
                        aws));
    }
}
