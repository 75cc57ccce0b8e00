package io.regent.document;

import io.regent.fleet.Fleet;
import java.util.List;

/** What came of reading a document. */
public sealed interface Reading {
    /** The document is sound in every field. */
    record Read(Fleet fleet) implements Reading {}

    /**
     * The document is not used at all.
     *
     * @param problems every problem found, in the order of the check; at least one, and at most {@value Problems#MOST}
     *     with a last one that counts the rest
     */
    record Refused(List<Problem> problems) implements Reading {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems: expected at least one");
            }
        }
    }
}
