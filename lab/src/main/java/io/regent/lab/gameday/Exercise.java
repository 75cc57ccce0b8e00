package io.regent.lab.gameday;

import java.time.Instant;
import java.util.List;

/**
 * An exercise that was played.
 *
 * @param purpose what it is for, in a sentence or two
 * @param requests how many requests clients sent to the service meanwhile
 * @param lost how many of them failed
 */
record Exercise(
        String title,
        String purpose,
        List<String> people,
        Instant begun,
        Instant ended,
        List<Moment> moments,
        List<Expectation> expectations,
        long requests,
        long lost) {
    Exercise {
        people = List.copyOf(people);
        moments = List.copyOf(moments);
        expectations = List.copyOf(expectations);
    }

    long missed() {
        return expectations.stream().filter(one -> !one.met()).count();
    }

    List<Moment.Asked> asked() {
        return moments.stream()
                .filter(Moment.Asked.class::isInstance)
                .map(Moment.Asked.class::cast)
                .toList();
    }
}
