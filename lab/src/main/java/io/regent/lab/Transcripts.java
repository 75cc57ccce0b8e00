package io.regent.lab;

import io.regent.json.BadJson;
import io.regent.lab.drills.Unanswered;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.place.PlaceFailed;
import io.regent.lab.transcripts.Paper;
import io.regent.lab.transcripts.Recital;
import io.regent.lab.world.Hosting;
import io.regent.lab.world.Templates;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code make transcripts}: asks the lab for every action and writes the reports into the paper on drills. Ends with 0,
 * with 1 when it could not, leaving the paper as it was, and with 2 when it was started wrongly.
 */
public final class Transcripts {
    private Transcripts() {}

    /**
     * Writes them.
     *
     * @param args the paper, and the file for the functions' log
     */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: Transcripts PAPER.md FUNCTIONS.log");
            System.exit(2);
        }
        System.exit(write(Path.of(args[0]), Path.of(args[1])));
    }

    private static int write(Path file, Path logged) {
        Templates files = Templates.ofRepository();
        try (LogFile log = new LogFile(logged);
                World world = World.open(
                        files,
                        Tempo.BRISK,
                        Settings.ports(),
                        Settings.searchPath(),
                        Settings.clock(),
                        Hosting.HERE,
                        (function, line) -> log.append(line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end of the lab"));
            Paper paper = new Paper(Files.readString(file));
            Files.writeString(file, paper.with(new Recital(world, files, Settings.clock()).all()).text());
            System.out.println("The reports in " + file + " are those of today.");
            return 0;
        } catch (Unanswered | BadJson | IllegalStateException | IllegalArgumentException e) {
            System.err.println("No transcripts: " + e.getMessage() + "; what the functions logged: " + logged);
        } catch (AddressUnavailable | PlaceFailed | IOException e) {
            System.err.println("The lab does not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.err.println("Interrupted");
        }
        return 1;
    }
}
