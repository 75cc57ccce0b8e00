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
 * The same values give the same bytes. Marks have numbers; where spans have them, marks have letters.
 *
 * @param title above the picture
 * @param series the regions with the names that a person knows them by, from the bottom of the stack to its top
 * @param samples in any order; each holds from its instant to the next one's, the last one to {@code end}
 * @param spans parts of the time that have a name, in their order, none over another; may be none
 * @param marks in any order
 * @param end where the time axis ends, after every sample and mark
 */
public record ShareChart(
        String title, List<Series> series, List<Sample> samples, List<Span> spans, List<Mark> marks, Duration end) {
    private static final int MOST_SERIES = 5;
    private static final int MOST_SAMPLES = 10_000;
    private static final int MOST_SPANS = 20;
    private static final int MOST_MARKS = 40;
    private static final int LETTERS = 26;
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

    /** A part of the time, from a time since the beginning to a later one. */
    public record Span(Duration from, Duration to, String name) {
        public Span {
            requireTime("begin of a span", from);
            requireTime("end of a span", to);
            requireText("name of a span", name, MOST_CHARACTERS);
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
        spans = List.copyOf(spans);
        marks = marks.stream().sorted(Comparator.comparing(Mark::at)).toList();
        requireTime("end", end);
        requireCount("series", series.size(), 1, MOST_SERIES);
        requireCount("samples", samples.size(), 1, MOST_SAMPLES);
        requireCount("spans", spans.size(), 0, MOST_SPANS);
        requireCount("marks", marks.size(), 0, MOST_MARKS);
        Duration free = Duration.ZERO;
        for (Span span : spans) {
            if (span.from().compareTo(free) < 0
                    || span.to().compareTo(span.from()) <= 0
                    || span.to().compareTo(end) > 0) {
                throw new IllegalArgumentException(
                        "span '" + span.name() + "': expected to begin after the one before and to end before the end");
            }
            free = span.to();
        }
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

    /** A chart without spans. */
    public ShareChart(String title, List<Series> series, List<Sample> samples, List<Mark> marks, Duration end) {
        this(title, series, samples, List.of(), marks, end);
    }

    /** The picture as a document of its own. */
    public String svg() {
        return ShareDrawing.whole(this).document();
    }

    /**
     * The picture for a page that has the title, and what the marks stand for, in its own words.
     *
     * @param name distinguishes it from other pictures on the page
     * @param width in pixels, from {@value ShareDrawing#NARROWEST} on
     */
    public String part(String name, int width) {
        return ShareDrawing.part(this, name, width).document();
    }

    /** What stands for a mark in the picture: its number from 1 on, or its letter. */
    public String sign(int mark) {
        if (spans.isEmpty()) {
            return Integer.toString(mark + 1);
        }
        String letter = Character.toString('a' + mark % LETTERS);
        return mark < LETTERS ? letter : "a" + letter;
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
