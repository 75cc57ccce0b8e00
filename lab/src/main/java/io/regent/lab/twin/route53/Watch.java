package io.regent.lab.twin.route53;

import java.util.List;

/** A health check at work. Thread-safe; never calls anybody while it holds a lock. */
sealed interface Watch permits EndpointWatch, AlarmWatch, ChildrenWatch {
    /** This one, going on from what an older watch of the same health check holds, as far as that is still of use. */
    Watch after(Watch older);

    /** Begins to look. */
    void begin();

    /** Looks no more; what is still under way counts for nothing. */
    void end();

    /** What it holds, before inversion; healthy while there is too little to say. */
    boolean healthy();

    /** What each checker reports, as far as it has looked. */
    List<HealthCheck.Observation> observations();
}
