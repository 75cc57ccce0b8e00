package io.regent.probe;

import java.util.List;

/** The port that probes. Several rounds may be under way at once. */
public interface Prober {
    /**
     * Asks all questions at once, each over a connection of its own, and waits until each has its observation. Takes no
     * longer than the longest timeout and a sliver, however many targets hang.
     *
     * @return an observation for each question, in the same order
     * @throws InterruptedException when the caller is to end; connections are closed
     */
    List<Observation> round(List<Question> questions) throws InterruptedException;
}
