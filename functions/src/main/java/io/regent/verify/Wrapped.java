package io.regent.verify;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a report. */
final class Wrapped {
    /** The most characters of a line. */
    static final int WIDTH = 100;

    private Wrapped() {}

    /** A sentence as an item of a list: {@code - } before it, and as much room before what follows. */
    static List<String> item(String text) {
        return lines("- " + text, "  ");
    }

    static List<String> lines(String text) {
        return lines(text, "");
    }

    private static List<String> lines(String text, String indent) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > WIDTH) {
            int space = rest.lastIndexOf(' ', WIDTH);
            // A word longer than a line is cut where the line ends.
            int cut = space > indent.length() ? space : WIDTH;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = indent + rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
