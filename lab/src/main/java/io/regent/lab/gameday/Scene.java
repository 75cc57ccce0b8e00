package io.regent.lab.gameday;

import java.time.Duration;
import java.util.List;

/**
 * An exercise that is to be played.
 *
 * @param purpose what it is for, in a sentence or two
 * @param people who asks for something in it
 * @param losesNothing whether every request of clients is to be answered meanwhile
 */
record Scene(String title, String purpose, List<String> people, boolean losesNothing, Play play) {
    /** How long the fleet may take to be as it was, after an exercise. */
    static final Duration SETTLED = Duration.ofSeconds(60);

    /** How long Regent may take to move traffic, or to see that something changed. */
    static final Duration MOVED = Duration.ofSeconds(40);

    /** What is done and expected. */
    @FunctionalInterface
    interface Play {
        void in(Notebook notes) throws InterruptedException;
    }

    Scene {
        people = List.copyOf(people);
    }
}
