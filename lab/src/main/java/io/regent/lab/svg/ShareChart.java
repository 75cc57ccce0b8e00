package io.regent.lab.svg;

import io.regent.fleet.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The share of DNS answers that named each region over time, with marks at what happened meanwhile, as an SVG picture.
 * The same values give the same bytes.
 *
 * @param title above the picture
 * @param series the regions with the names that a person knows them by, from the bottom of the stack to its top
 * @param samples in any order; each holds from its instant to the next one's, the last one to {@code end}
 * @param marks in any order
 * @param end where the time axis ends, after every sample and mark
 */
public record ShareChart(String title, List<Series> series, List<Sample> samples, List<Mark> marks, Duration end) {
    private static final int MOST_SERIES = 5;
    private static final int MOST_SAMPLES = 10_000;
    private static final int MOST_MARKS = 40;
    private static final int MOST_CHARACTERS_OF_A_NAME = 16;
    private static final int MOST_CHARACTERS = 100;

    /** A region and what a person calls it, such as Ireland. */
    public record Series(Region region, String name) {
        public Series {
            requireText("name of " + region, name, MOST_CHARACTERS_OF_A_NAME);
        }
    }

    /** How many DNS answers named each region, over a while that begins at a time since the beginning. */
    public record Sample(Duration at, Map<Region, Integer> answers) {
        public Sample {
            requireTime("sample", at);
            answers = Map.copyOf(answers);
            answers.forEach((region, count) -> {
                if (count < 0) {
                    throw new IllegalArgumentException("answers of " + region + " '" + count + "': expected 0 or more");
                }
            });
        }

        /** The share of a region, 0 to 1; 0 for all when there were no answers. */
        double share(Region region) {
            long all = answers.values().stream().mapToLong(Integer::longValue).sum();
            return all == 0 ? 0 : (double) answers.getOrDefault(region, 0) / all;
        }
    }

    /** Something that happened, at a time since the beginning. */
    public record Mark(Duration at, String label) {
        public Mark {
            requireTime("mark", at);
            requireText("label", label, MOST_CHARACTERS);
        }
    }

    public ShareChart {
        requireText("title", title, MOST_CHARACTERS);
        series = List.copyOf(series);
        samples = samples.stream().sorted(Comparator.comparing(Sample::at)).toList();
        marks = marks.stream().sorted(Comparator.comparing(Mark::at)).toList();
        requireTime("end", end);
        requireCount("series", series.size(), 1, MOST_SERIES);
        requireCount("samples", samples.size(), 1, MOST_SAMPLES);
        requireCount("marks", marks.size(), 0, MOST_MARKS);
        boolean early = end.compareTo(samples.getLast().at()) <= 0
                || (!marks.isEmpty() && end.compareTo(marks.getLast().at()) < 0);
        if (early) {
            throw new IllegalArgumentException("end '" + end + "': expected a time after every sample and mark");
        }
    }

    private static void requireText(String field, String text, int most) {
        // Control characters have no place in XML, not even escaped.
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    field + " '" + text + "': expected 1 to " + most + " printable characters");
        }
    }

    private static void requireTime(String field, Duration time) {
        if (time.isNegative() || time.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(field + " at '" + time + "': expected a time from 0 s to a day");
        }
    }

    private static void requireCount(String field, int count, int least, int most) {
        if (count < least || count > most) {
            throw new IllegalArgumentException(field + ": " + count + ", expected " + least + " to " + most);
        }
    }

    /** The picture as a document of its own. */
    public String svg() {
        return new ShareDrawing(this).document();
    }

    /** Writes the picture to a file, in UTF-8, over one that may be there. */
    public void write(Path file) {
        try {
            Files.writeString(file, svg(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
