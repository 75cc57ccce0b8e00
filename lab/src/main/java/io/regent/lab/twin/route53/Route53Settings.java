package io.regent.lab.twin.route53;

import java.time.Duration;

/**
 * How fast the twin is; everything else about it is fixed.
 *
 * @param propagation how long an accepted change stays PENDING; its four name servers see it after a quarter, a half,
 *     three quarters and all of it
 * @param processing how long a zone refuses further batches with {@code PriorRequestNotComplete} after accepting one
 * @param requestsPerSecond how fast the account's token bucket fills
 * @param burst how many requests at once a full bucket lets through
 * @param loadBalancerTtl the TTL of answers that come from an AWS resource's name through an alias
 * @param healthPace how many times faster than AWS's health checking is: the intervals and the time limits of the
 *     checkers, and how often they read an alarm's data
 */
public record Route53Settings(
        Duration propagation,
        Duration processing,
        int requestsPerSecond,
        int burst,
        Duration loadBalancerTtl,
        int healthPace) {
    private static final int FASTEST_PACE = 100;

    public Route53Settings {
        notNegative("propagation", propagation);
        notNegative("processing", processing);
        notNegative("loadBalancerTtl", loadBalancerTtl);
        if (requestsPerSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "requestsPerSecond " + requestsPerSecond + ", burst " + burst + ": expected whole numbers from 1");
        }
        if (healthPace < 1 || healthPace > FASTEST_PACE) {
            throw new IllegalArgumentException(
                    "healthPace " + healthPace + ": expected a whole number from 1 to " + FASTEST_PACE);
        }
    }

    /**
     * As AWS documents it: changes "generally within 60 seconds" (API reference, GetChange), "five requests per second
     * per AWS account" (Developer Guide, "Quotas"), and 60 s for an alias to a load balancer (Developer Guide,
     * "Choosing between alias and non-alias records"); health checks as fast as AWS's.
     */
    public static Route53Settings documented() {
        return new Route53Settings(Duration.ofSeconds(60), Duration.ZERO, 5, 5, Duration.ofSeconds(60), 1);
    }

    public Route53Settings withPropagation(Duration time) {
        return new Route53Settings(time, processing, requestsPerSecond, burst, loadBalancerTtl, healthPace);
    }

    public Route53Settings withProcessing(Duration time) {
        return new Route53Settings(propagation, time, requestsPerSecond, burst, loadBalancerTtl, healthPace);
    }

    public Route53Settings withRate(int perSecond, int atOnce) {
        return new Route53Settings(propagation, processing, perSecond, atOnce, loadBalancerTtl, healthPace);
    }

    public Route53Settings withLoadBalancerTtl(Duration ttl) {
        return new Route53Settings(propagation, processing, requestsPerSecond, burst, ttl, healthPace);
    }

    public Route53Settings withHealthPace(int timesFaster) {
        return new Route53Settings(propagation, processing, requestsPerSecond, burst, loadBalancerTtl, timesFaster);
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " " + value + ": expected a duration from zero");
        }
    }
}
