package io.regent.desk;

import io.regent.drill.Section;
import java.util.ArrayList;
import java.util.List;

/** A report's text: headings and lines, no line longer than a terminal is wide. */
final class Page {
    /** The longest line. */
    static final int WIDTH = 100;

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    /** Lines of prose, broken where they are too long. */
    Page lines(List<String> lines) {
        lines.forEach(line -> wrap(line).forEach(part -> text.append(part).append('\n')));
        return this;
    }

    Page section(Section section) {
        text.append('\n').append(section.title()).append('\n');
        text.repeat("-", Math.min(WIDTH, section.title().length())).append('\n');
        return lines(section.lines());
    }

    String text() {
        return text.toString();
    }

    /** Breaks a line between words, what follows indented; a word that is too long stays whole, to be copied. */
    static List<String> wrap(String line) {
        List<String> parts = new ArrayList<>();
        String rest = line;
        while (rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH);
            if (rest.substring(0, Math.max(0, end)).isBlank()) {
                end = rest.indexOf(' ', WIDTH);
            }
            if (end < 0) {
                break;
            }
            parts.add(rest.substring(0, end).stripTrailing());
            rest = INDENT + rest.substring(end).stripLeading();
        }
        parts.add(rest);
        return parts;
    }
}
