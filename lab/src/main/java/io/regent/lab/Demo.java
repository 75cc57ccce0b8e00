package io.regent.lab;

import io.regent.lab.demo.Failed;
import io.regent.lab.demo.Script;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.place.PlaceFailed;
import io.regent.lab.world.Hosting;
import io.regent.lab.world.News;
import io.regent.lab.world.Templates;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code make demo}: plays a script of outages against the world and fails if any of it does not come true. Ends with
 * 0, with 1 when it failed or could not start, and with 2 when it was started wrongly.
 */
public final class Demo {
    private Demo() {}

    /**
     * Plays the script.
     *
     * @param args the file that the picture is written to, and the one for the functions' log
     */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: Demo PICTURE.svg FUNCTIONS.log");
            System.exit(2);
        }
        System.exit(play(Path.of(args[0]), Path.of(args[1])));
    }

    private static int play(Path picture, Path logged) {
        News news = new News(line -> {});
        try (LogFile log = new LogFile(logged);
                World world = World.open(
                        Templates.ofRepository(),
                        Tempo.BRISK,
                        Settings.ports(),
                        Settings.searchPath(),
                        Settings.clock(),
                        Hosting.HERE,
                        (function, line) -> {
                            log.append(line);
                            news.hear(function.region(), line);
                        })) {
            Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end of the demo"));
            new Script(world, Settings.clock(), System.out).play(picture);
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
