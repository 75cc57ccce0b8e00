package io.regent.lab.twin.route53;

import java.util.List;

/** What Route 53's health checking sees of the world around it. */
public record Surroundings(Checkers checkers, AlarmStreams alarms, LoadBalancers loadBalancers) {
    /** An empty world: no endpoint can be reached, and there are no alarms and no target groups. */
    public static final Surroundings EMPTY = new Surroundings(Checkers.NONE, AlarmStreams.NONE, name -> List.of());
}
