package io.regent.lab;

import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.lab.drills.Invoker;
import io.regent.lab.drills.Order;
import io.regent.lab.drills.Report;
import io.regent.lab.drills.Unanswered;
import io.regent.lab.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code make drill}: asks a running lab for a drill and prints the report. Ends with 0 when what was asked for is so
 * or comes about by itself, with 1 when it is not or nobody answered, and with 2 when it was started wrongly.
 */
public final class Drill {
    private static final String USAGE =
            "usage: make drill EVENT=events/status.json [REGION=eu-west-1] [JSON=yes]; events/ has one for each action";

    private Drill() {}

    /**
     * Asks.
     *
     * @param args the file with the request, the region whose function is asked ({@code eu-west-1} unless given), and
     *     {@code --json} for the report as JSON instead of its text
     */
    public static void main(String[] args) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(args));
        boolean json = words.remove("--json");
        if (words.isEmpty() || words.size() > 2 || words.stream().anyMatch(word -> word.startsWith("-"))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        if (words.size() == 2 && !Region.isCode(words.get(1))) {
            System.err.println("REGION '" + words.get(1) + "': expected the code of a region such as " + World.IRELAND);
            System.exit(2);
        }
        Path file = Path.of(words.getFirst());
        if (!Files.isRegularFile(file)) {
            System.err.println("EVENT '" + file + "': no such file");
            System.err.println(USAGE);
            System.exit(2);
        }
        Region region = words.size() == 2 ? new Region(words.get(1)) : World.IRELAND;
        // Bars are no ASCII, whatever the locale is.
        System.exit(ask(file, region, json, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    private static int ask(Path file, Region region, boolean json, PrintStream out) throws InterruptedException {
        try {
            URI lab = URI.create("http://127.0.0.1:" + Settings.ports().aws());
            Report report = new Invoker(lab, Settings.clock()).ask(region, Order.read(file));
            out.println(json ? Json.write(report.facts()) : report.text());
            return report.isWell() ? 0 : 1;
        } catch (Unanswered e) {
            System.err.println("No report: " + e.getMessage());
        } catch (BadJson | IOException e) {
            System.err.println("EVENT '" + file + "': " + e.getMessage());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        }
        return 1;
    }
}
