package io.regent.drill;

import java.util.Locale;

/** What {@code force} can override: each names a reason for which an action is refused. */
public enum Overriding {
    /** No endpoint that would serve instead is UP. */
    REST_NOT_UP,
    /** Fewer endpoints would serve than the policy's {@code minServing}. */
    LAST_ENDPOINT,
    /** What would serve can carry less than the whole load. */
    CAPACITY,
    /** Another endpoint is kept out, or another outage drill is on. */
    ANOTHER_DRILL,
    /** A hold by somebody else is on. */
    HOLD,
    /** The deployment is not armed yet. */
    ARMING,
    /** The endpoint that is to come back is not UP. */
    NOT_UP,
    /** The endpoint still serves, where only a drained one may be repaired. */
    NOT_DRAINED,
    /** A repair was begun less than an hour ago. */
    REPAIRED_LATELY,
    /** This region's clock and those of the vantages are far apart, so that an end would come at another time. */
    CLOCK;

    /** Its name in requests and reports, such as {@code rest-not-up}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
