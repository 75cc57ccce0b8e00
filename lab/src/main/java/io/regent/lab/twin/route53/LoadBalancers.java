package io.regent.lab.twin.route53;

import java.util.List;

/** Elastic Load Balancing, as far as aliases that evaluate their target's health follow it. */
@FunctionalInterface
public interface LoadBalancers {
    /** The target groups of the load balancer of that name. Called from many threads. */
    List<TargetGroup> targetGroups(AwsName loadBalancer);

    /**
     * A target group.
     *
     * @param targets how many are registered
     * @param healthy how many of them pass the load balancer's own health checks
     */
    record TargetGroup(int targets, int healthy) {
        public TargetGroup {
            if (healthy < 0 || targets < healthy) {
                throw new IllegalArgumentException(
                        "healthy " + healthy + ": expected 0 to the number of targets, " + targets);
            }
        }
    }
}
