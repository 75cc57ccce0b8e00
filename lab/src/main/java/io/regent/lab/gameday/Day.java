package io.regent.lab.gameday;

import io.regent.lab.svg.ShareChart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A game day that was played.
 *
 * @param setting the lab's times beside AWS's, a line each
 * @param throughout what was expected of the day as a whole
 * @param shares the share of DNS answers over the day
 */
public record Day(
        Instant begun,
        Instant ended,
        List<String> setting,
        List<Exercise> exercises,
        List<Expectation> throughout,
        ShareChart shares) {
    public Day {
        setting = List.copyOf(setting);
        exercises = List.copyOf(exercises);
        throughout = List.copyOf(throughout);
    }

    Stream<Expectation> expectations() {
        return Stream.concat(exercises.stream().flatMap(one -> one.expectations().stream()), throughout.stream());
    }

    /** How many expectations there were. */
    public long expected() {
        return expectations().count();
    }

    /** How many expectations were missed. */
    public long missed() {
        return expectations().filter(one -> !one.met()).count();
    }

    /** Writes the page that tells of the day to a file, in UTF-8, over one that may be there. */
    public void write(Path file) throws IOException {
        Files.writeString(file, new Page(this).html(), StandardCharsets.UTF_8);
    }
}
