package io.regent.drill;

import java.util.List;

/** What a step of an action came to, and its part of the report. */
public record Findings(Outcome outcome, List<Section> sections) {
    public Findings {
        sections = List.copyOf(sections);
    }
}
