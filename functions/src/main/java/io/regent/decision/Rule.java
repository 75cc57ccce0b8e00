package io.regent.decision;

import java.util.Locale;

/** The rules, in the order in which they speak. */
public enum Rule {
    /** A hold is on, or a fresh deployment observes before it acts: no automatic change. */
    HELD,
    /** An endpoint that a person or a drill keeps out stays out until its end, whatever its health. */
    EVACUATION,
    /**
     * No other endpoint that may serve is UP: leave everything as it is, since serving something beats serving nothing.
     */
    NOTHING_BETTER,
    /** A drain would leave fewer endpoints serving than the policy asks for. */
    LAST_ENDPOINT,
    /** A DOWN endpoint that serves loses its traffic. */
    DRAIN,
    /**
     * A drained endpoint that has been UP for the stabilisation time comes back in steps, or waits for a person to let
     * it.
     */
    RETURN,
    /** Records differ from the ledger: restored, adopted or reported, as the policy says. */
    DRIFT,
    /** Nothing to do. */
    STEADY;

    /** The rule's name in logs, events and metrics, such as {@code nothing-better}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
