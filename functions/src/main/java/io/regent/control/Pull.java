package io.regent.control;

import io.regent.lever.PutOutcome;

/** What became of the lever <em>routing control</em> in a run. */
public sealed interface Pull {
    /** It was told what it is to be. */
    record Made(PutOutcome outcome) implements Pull {}

    /** It is still to be told, in one call with the run's metrics: nothing moves, so nothing has to go before them. */
    record Due() implements Pull {}

    /** Nothing can be said of any endpoint. */
    record Unknown(String why) implements Pull {}
}
