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

    private static final int MOST_SHOWN = 40;

    private Texts() {}

    /** A time in UTC, to the second, such as {@code 2026-01-05T10:00:00Z}. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A length of time in minutes to a tenth, such as {@code 12.5}. */
    static String minutes(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 60_000.0);
    }

    /** What somebody wrote, cut short and without control characters. */
    static String shown(String text) {
        String cut = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
        return cut.replaceAll("\\p{Cntrl}", "?");
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
