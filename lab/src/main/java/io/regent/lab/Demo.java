package io.regent.lab;

import io.regent.lab.demo.Failed;
import io.regent.lab.demo.Script;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.place.PlaceFailed;
import io.regent.lab.replay.Recorder;
import io.regent.lab.runtime.Runtimes;
import io.regent.lab.world.Hosting;
import io.regent.lab.world.News;
import io.regent.lab.world.ProcessFunctions;
import io.regent.lab.world.Templates;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * {@code make demo} and {@code make rehearse}: plays a script of outages against the world and fails if any of it does
 * not come true. Ends with 0, with 1 when it failed or could not start, and with 2 when it was started wrongly.
 */
public final class Demo {
    private Demo() {}

    /**
     * Plays the script.
     *
     * @param args the file that the picture is written to (and beside it, as JSON, what the vantages held), the one for
     *     the functions' log, and, where each function is to run in processes as Lambda runs it, the directory with
     *     their package
     */
    public static void main(String[] args) {
        switch (args.length) {
            case 2 -> System.exit(play(Path.of(args[0]), Path.of(args[1]), Tempo.BRISK, Hosting.HERE));
            case 3 -> System.exit(rehearse(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])));
            default -> {
                System.err.println("usage: Demo PICTURE.svg FUNCTIONS.log [PACKAGE]");
                System.exit(2);
            }
        }
    }

    private static int rehearse(Path picture, Path logged, Path task) {
        Reports reports = new Reports();
        try (Runtimes runtimes = Runtimes.open(Settings.clock(), reports::add)) {
            Runtime.getRuntime().addShutdownHook(new Thread(runtimes::close, "end of the processes"));
            System.out.println(
                    "Each function runs in processes of AWS's Java runtime, with the package in " + task + ".");
            int status = play(
                    picture,
                    logged,
                    Tempo.STEADY,
                    log -> new ProcessFunctions(runtimes, task.toAbsolutePath(), Settings.clock(), log));
            System.out.println();
            System.out.print(reports.table());
            return status;
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("The rehearsal does not run: " + e.getMessage());
            return 1;
        }
    }

    private static int play(Path picture, Path logged, Tempo tempo, Hosting hosting) {
        News news = new News(line -> {});
        try (LogFile log = new LogFile(logged);
                World world = World.open(
                        Templates.ofRepository(),
                        tempo,
                        Settings.ports(),
                        Settings.searchPath(),
                        Settings.clock(),
                        hosting,
                        (function, line) -> {
                            log.append(line);
                            news.hear(function.region(), line);
                        })) {
            Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end of the demo"));
            Instant since = new Script(world, Settings.clock(), System.out).play(picture);
            Path recording =
                    picture.resolveSibling(picture.getFileName().toString().replace(".svg", ".json"));
            new Recorder(world, World.MUMBAI)
                    .write(recording, since, Settings.clock().instant());
            System.out.println("What the vantages held, for make replay: " + recording);
            return 0;
        } catch (Failed e) {
            System.err.println("The demo failed: " + e.getMessage());
            System.err.println("What the functions said last (all of it is in " + logged + "):");
            news.latest().forEach(line -> System.err.println("  " + line));
        } catch (AddressUnavailable | PlaceFailed | IllegalArgumentException | IOException e) {
            System.err.println("The demo does not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.err.println("The demo was interrupted");
        }
        return 1;
    }
}
