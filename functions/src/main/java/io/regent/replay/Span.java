package io.regent.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time.
 *
 * @param from included
 * @param until not included
 */
record Span(Instant from, Instant until) {
    Duration length() {
        return Duration.between(from, until);
    }

    /** The spans with one more at their end, which is one with the last where they meet. */
    static void append(List<Span> spans, Span next) {
        if (!spans.isEmpty() && spans.getLast().until().equals(next.from())) {
            spans.set(spans.size() - 1, new Span(spans.getLast().from(), next.until()));
        } else {
            spans.add(next);
        }
    }

    static Duration total(List<Span> spans) {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** The time that lies in both; each in order and without overlaps. */
    static List<Span> common(List<Span> some, List<Span> others) {
        List<Span> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < some.size() && j < others.size()) {
            Span a = some.get(i);
            Span b = others.get(j);
            Instant from = a.from().isAfter(b.from()) ? a.from() : b.from();
            Instant until = a.until().isBefore(b.until()) ? a.until() : b.until();
            if (from.isBefore(until)) {
                append(common, new Span(from, until));
            }
            if (a.until().isBefore(b.until())) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }
}
