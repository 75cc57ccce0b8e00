package io.regent.lab;

import io.regent.json.BadJson;
import io.regent.lab.drills.Unanswered;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.place.PlaceFailed;
import io.regent.lab.transcripts.Paper;
import io.regent.lab.transcripts.Recital;
import io.regent.lab.transcripts.Transcript;
import io.regent.lab.world.Hosting;
import io.regent.lab.world.Templates;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code make transcripts}: asks the lab for every action and writes the reports into the papers. Ends with 0, with 1
 * when it could not, leaving the papers as they were, and with 2 when it was started wrongly.
 */
public final class Transcripts {
    private Transcripts() {}

    /**
     * Writes them.
     *
     * @param args the file for the functions' log, and the papers
     */
    public static void main(String[] args) {
        if (args.length < 2) {
            System.err.println("usage: Transcripts FUNCTIONS.log PAPER.md...");
            System.exit(2);
        }
        System.exit(
                write(Path.of(args[0]), Stream.of(args).skip(1).map(Path::of).toList()));
    }

    private static int write(Path logged, List<Path> papers) {
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
            List<Transcript> all = new Recital(world, files, Settings.clock()).all();
            Map<Path, String> texts = new LinkedHashMap<>();
            for (Path paper : papers) {
                texts.put(paper, new Paper(Files.readString(paper)).with(all).text());
            }
            for (Map.Entry<Path, String> text : texts.entrySet()) {
                Files.writeString(text.getKey(), text.getValue());
                System.out.println("The reports in " + text.getKey() + " are those of today.");
            }
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
