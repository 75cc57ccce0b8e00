package io.regent.lab.world;

import java.time.Duration;
import java.util.List;

/**
 * The lab's times. AWS's own would make a rehearsal last half an hour; the lab shortens them and says to what.
 *
 * @param minute how long a minute of the schedules lasts
 * @param session how long a session of probes goes on, in whole seconds; shorter than the minute
 * @param propagation how long a change of Route 53 is PENDING
 * @param aliasTtl the TTL of an alias to a load balancer
 * @param interval of the probes
 * @param timeout of a probe
 * @param stabilisation of the policy
 * @param stepHold of the policy
 * @param freshness of the policy
 * @param arming of the policy
 */
public record Tempo(
        Duration minute,
        Duration session,
        Duration propagation,
        Duration aliasTtl,
        Duration interval,
        Duration timeout,
        Duration stabilisation,
        Duration stepHold,
        Duration freshness,
        Duration arming) {
    /** "Five requests per second per AWS account" (Route 53 Developer Guide, "Quotas"). */
    private static final int REQUESTS = 5;

    /** What the lab runs at: a failover and a return within half a minute. */
    public static final Tempo BRISK = new Tempo(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofMillis(400),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(9),
            Duration.ofSeconds(2));

    /** What the lab runs at where each function has processes of its own, which take longer to come about. */
    public static final Tempo STEADY = new Tempo(
            Duration.ofSeconds(6),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(1000),
            Duration.ofMillis(800),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(18),
            Duration.ofSeconds(4));

    /** What Route 53 takes of requests: as many as AWS's does in the same part of a minute. */
    int requestsPerSecond() {
        return Math.toIntExact(REQUESTS * Duration.ofMinutes(1).toMillis() / minute.toMillis());
    }

    /** How many times shorter a minute is. */
    int timesFaster() {
        return Math.toIntExact(Duration.ofMinutes(1).toMillis() / minute.toMillis());
    }

    /** In words: what each time is in the lab, and what it is in AWS. */
    public List<String> describe() {
        return List.of(
                "a minute of schedules and alarms lasts " + words(minute) + ", probe sessions " + words(session)
                        + " (50 s)",
                "Route 53's health checks and the load balancers' are " + timesFaster() + " times and more faster than"
                        + " AWS's",
                "Route 53 takes " + words(propagation) + " to INSYNC (AWS: up to 60 s), alias TTL " + words(aliasTtl)
                        + " (60 s)",
                "Route 53 takes " + requestsPerSecond() + " requests per second (AWS: " + REQUESTS + ")",
                "probes every " + words(interval) + ", timeout " + words(timeout) + " (default: 5 s, 2 s)",
                "load balancers listen on port " + Place.LOAD_BALANCER_PORT + " (" + Place.HTTP + "), vantages doubt"
                        + " themselves by the lab's own AWS (hosts of the internet)",
                "stabilisation " + words(stabilisation) + ", each step held " + words(stepHold)
                        + " (default: 5 min, 2 min), armed after " + words(arming) + " (3 min)");
    }

    static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
