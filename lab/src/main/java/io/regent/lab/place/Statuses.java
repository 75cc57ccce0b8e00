package io.regent.lab.place;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * HTTP statuses that count as well, as a target group's matcher has them: {@code 200}, {@code 200,401},
 * {@code 200-299}.
 */
public record Statuses(List<Range> ranges) {
    private static final Pattern RANGE = Pattern.compile("([2-5]\\d\\d)(?:-([2-5]\\d\\d))?");

    /** Some that follow each other. */
    public record Range(int from, int to) {}

    public Statuses {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Statuses parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                throw new IllegalArgumentException(
                        "statuses '" + text + "': expected such as 200, 200,401 or 200-299, from 200 to 599");
            }
            int from = Integer.parseInt(range.group(1));
            ranges.add(new Range(from, range.group(2) == null ? from : Integer.parseInt(range.group(2))));
        }
        return new Statuses(ranges);
    }

    boolean accept(int status) {
        return ranges.stream().anyMatch(range -> range.from() <= status && status <= range.to());
    }

    @Override
    public String toString() {
        return ranges.stream()
                .map(range ->
                        range.from() == range.to() ? Integer.toString(range.from()) : range.from() + "-" + range.to())
                .collect(Collectors.joining(","));
    }
}
