package io.regent.probe;

import io.regent.fleet.Target;
import java.time.Instant;
import java.util.List;

/**
 * What one probe found.
 *
 * @param at when the probe began
 * @param answered the layers that answered, in order
 */
public record Observation(Target target, Instant at, List<LayerTime> answered, Outcome outcome) {
    public Observation {
        answered = List.copyOf(answered);
    }

    /** Whether every layer that was asked for answered. */
    public boolean succeeded() {
        return outcome instanceof Outcome.Answered;
    }
}
