package io.regent.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How times and sentences are written for a person. */
final class Texts {
    /** The most characters of a report's line. */
    private static final int WIDTH = 100;

    private Texts() {}

    /** A time in UTC, to the second, such as {@code 2026-01-05T10:00:00Z}. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A time of day in UTC, such as {@code 10:00}, or with its seconds. */
    static String clock(Instant at, boolean seconds) {
        return time(at).substring(11, seconds ? 19 : 16);
    }

    /** A length of time in minutes to a tenth, such as {@code 12.5}. */
    static String minutes(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 60_000.0);
    }

    /** A length of time as a fleet's document writes it, such as {@code 90s} or {@code 10m}. */
    static String length(Duration time) {
        long millis = time.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        return millis % 60_000 == 0 && millis > 0 ? millis / 60_000 + "m" : millis / 1_000 + "s";
    }

    /** Paragraphs as lines that fit a report. */
    static List<String> wrapped(List<String> paragraphs) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : paragraphs) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                    lines.add(line.toString());
                    line.setLength(0);
                    line.append(" ");
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
