package io.regent.lab;

import io.regent.lab.gameday.Day;
import io.regent.lab.gameday.Practice;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.place.PlaceFailed;
import io.regent.lab.world.Hosting;
import io.regent.lab.world.Templates;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code make gameday}: plays a day of drills with faults in between and writes the page that tells of it. Ends with 0
 * when every expectation was met, with 1 when one was missed or the day could not be played, and with 2 when it was
 * started wrongly.
 */
public final class GameDay {
    private GameDay() {}

    /**
     * Plays.
     *
     * @param args the file that the page is written to, and the one for the functions' log
     */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: GameDay PAGE.html FUNCTIONS.log");
            System.exit(2);
        }
        System.exit(play(Path.of(args[0]), Path.of(args[1])));
    }

    private static int play(Path page, Path logged) {
        try (LogFile log = new LogFile(logged);
                World world = World.open(
                        Templates.ofRepository(),
                        Tempo.BRISK,
                        Settings.ports(),
                        Settings.searchPath(),
                        Settings.clock(),
                        Hosting.HERE,
                        (function, line) -> log.append(line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end of the game day"));
            Day day = new Practice(world, Settings.clock(), System.out).play();
            day.write(page);
            System.out.println();
            System.out.println((day.expected() - day.missed()) + " of " + day.expected()
                    + " expectations were met. The page to read and file: " + page);
            if (day.missed() > 0) {
                System.out.println("What the functions logged: " + logged);
            }
            return day.missed() == 0 ? 0 : 1;
        } catch (AddressUnavailable | PlaceFailed | IllegalArgumentException | IOException e) {
            System.err.println("The game day does not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.err.println("The game day was interrupted");
        }
        return 1;
    }
}
