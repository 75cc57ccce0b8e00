package io.regent.preflight;

import java.util.List;

/** The port to the load balancer's own view of what is behind it, in the region of whoever asks. Bounded in time. */
public interface TargetGroups {
    /** Each target group that is known of; none where there is none, or it is not Regent's. */
    List<Group> look();

    /**
     * A target group.
     *
     * @param healthy how many healthy targets it had of late, the lowest count
     */
    record Group(String name, Learned<Double> healthy) {}
}
