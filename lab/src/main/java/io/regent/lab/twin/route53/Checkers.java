package io.regent.lab.twin.route53;

import java.util.function.Consumer;

/** Route 53's own checkers, on the internet at large: what makes one try to reach an endpoint from one of them. */
@FunctionalInterface
public interface Checkers {
    /** Nobody reaches anything. */
    Checkers NONE = (attempt, then) -> then.accept(new Attempt.Result.Failed("The lab has no health checkers"));

    /**
     * Begins a try and returns at once.
     *
     * @param then hears the result, once, on any thread; what comes after the attempt's limits is not listened to
     */
    void attempt(Attempt attempt, Consumer<Attempt.Result> then);
}
