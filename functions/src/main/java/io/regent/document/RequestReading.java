package io.regent.document;

import io.regent.drill.Request;
import java.util.List;

/** What came of reading a request. */
public sealed interface RequestReading {
    /** It is sound in every field, and fits the fleet. */
    record Read(Request.Asked asked) implements RequestReading {}

    /**
     * It is not used at all.
     *
     * @param problems every problem found; at least one, bounded like a document's
     */
    record Refused(List<Problem> problems) implements RequestReading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
