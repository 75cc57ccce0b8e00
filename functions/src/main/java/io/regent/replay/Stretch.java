package io.regent.replay;

import java.util.List;

/** What an endpoint did, and when. */
record Stretch(Doing doing, Span span) {
    /** The stretches with one more at their end, which is one with the last where nothing changed. */
    static void append(List<Stretch> stretches, Stretch next) {
        if (!stretches.isEmpty()
                && stretches.getLast().doing() == next.doing()
                && stretches.getLast().span().until().equals(next.span().from())) {
            Span whole = new Span(stretches.getLast().span().from(), next.span().until());
            stretches.set(stretches.size() - 1, new Stretch(next.doing(), whole));
        } else {
            stretches.add(next);
        }
    }
}
