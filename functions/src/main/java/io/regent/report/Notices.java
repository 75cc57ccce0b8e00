package io.regent.report;

import io.regent.lever.PutOutcome;

/** The port to whoever wants to be told by message. Bounded in time. */
@FunctionalInterface
public interface Notices {
    /**
     * Tells them.
     *
     * @param subject one line; what a subject cannot hold is replaced, and the rest cut
     */
    PutOutcome publish(String subject, String text);
}
