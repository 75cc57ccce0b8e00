package io.regent.lab;

import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Section;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.lab.replay.Recording;
import io.regent.lab.replay.Rerun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code make replay}: runs the verdicts of a file through its settings, prints them side by side and draws them. Ends
 * with 0, with 1 when the file cannot be replayed, telling everything that is wrong with it, and with 2 when it was
 * started wrongly.
 */
public final class Replay {
    private Replay() {}

    /**
     * Replays a file.
     *
     * @param args the file with the verdicts and settings, and the one that the picture is written to
     */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: Replay RECORDING.json PICTURE.svg");
            System.exit(2);
        }
        System.exit(replay(Path.of(args[0]), Path.of(args[1])));
    }

    private static int replay(Path file, Path picture) {
        try (InputStream in = Files.newInputStream(file)) {
            return switch (Recording.read(in.readNBytes(Json.MAX_BYTES + 1))) {
                case Recording.Outcome.Damaged damaged -> {
                    System.err.println(file + " cannot be replayed:");
                    damaged.problems().forEach(problem -> System.err.println("  " + problem));
                    yield 1;
                }
                case Recording.Outcome.Read read -> {
                    Findings findings = new Rerun(read.recording()).findings();
                    tell(findings, picture);
                    yield findings.outcome() == Outcome.DONE ? 0 : 1;
                }
            };
        } catch (IOException e) {
            System.err.println("The replay does not run: " + e);
            return 1;
        }
    }

    private static void tell(Findings findings, Path picture) throws IOException {
        for (Section section : findings.sections()) {
            List<String> lines = section.lines();
            if (section.facts() instanceof JsonObject facts
                    && facts.get("svg").orElse(new JsonText("")) instanceof JsonText svg
                    && !svg.value().isEmpty()) {
                Files.writeString(picture, svg.value(), StandardCharsets.UTF_8);
                lines = List.of(picture.toString());
            }
            System.out.println(section.title());
            lines.forEach(line -> System.out.println("  " + line));
            System.out.println();
        }
    }
}
