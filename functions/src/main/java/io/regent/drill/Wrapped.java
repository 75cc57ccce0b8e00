package io.regent.drill;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a report. */
public final class Wrapped {
    /** The most characters of a line. */
    public static final int WIDTH = 100;

    /** How much of a text stands in a line at the least, however far its start reaches. */
    private static final int LEAST = 20;

    private Wrapped() {}

    /** A sentence as an item of a list. */
    public static List<String> item(String text) {
        return lines("- ", text);
    }

    public static List<String> lines(String text) {
        return lines("", text);
    }

    /**
     * A text after the start of its first line; what does not fit goes on as far to the right as the start reaches. It
     * is broken between words, and within one only where that is longer than a line.
     */
    public static List<String> lines(String start, String text) {
        int room = Math.max(LEAST, WIDTH - start.length());
        List<String> lines = new ArrayList<>();
        String before = start;
        String rest = text.strip().replaceAll("\\s+", " ");
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int end = space > 0 ? space : room;
            lines.add(before + rest.substring(0, end));
            before = " ".repeat(start.length());
            rest = rest.substring(end).stripLeading();
        }
        lines.add((before + rest).stripTrailing());
        return lines;
    }
}
