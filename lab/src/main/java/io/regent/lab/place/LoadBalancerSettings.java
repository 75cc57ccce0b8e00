package io.regent.lab.place;

import java.time.Duration;

/**
 * How a load balancer behaves. The defaults are an Application Load Balancer's, but for a health check that is as fast
 * as AWS lets one configure it.
 *
 * @param checkInterval from one health check to the next
 * @param checkTimeout for a health check to be answered
 * @param rise passed checks in a row that make an unhealthy target healthy; the very first check decides alone
 * @param fall failed checks in a row that make a healthy target unhealthy
 * @param checkPath what a health check asks for
 * @param checkStatuses which answers pass it
 * @param idle how long neither side may say anything before a request is given up (504, or 408 while the client has not
 *     said all of the request's head)
 * @param mostConnections clients at a time; further ones wait
 */
public record LoadBalancerSettings(
        Duration checkInterval,
        Duration checkTimeout,
        int rise,
        int fall,
        String checkPath,
        Statuses checkStatuses,
        Duration idle,
        int mostConnections) {
    /** A registry's version check; 401 asks for a login, which only one that is up does. */
    public static final LoadBalancerSettings DEFAULT = new LoadBalancerSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            2,
            2,
            "/v2/",
            Statuses.parse("200,401"),
            Duration.ofSeconds(60),
            256);

    public LoadBalancerSettings {
        positive("checkInterval", checkInterval);
        positive("checkTimeout", checkTimeout);
        positive("rise", rise);
        positive("fall", fall);
        positive("idle", idle);
        positive("mostConnections", mostConnections);
    }

    /** The same but for how often it checks, and how long it waits for an answer. */
    public LoadBalancerSettings checking(Duration interval, Duration timeout) {
        return new LoadBalancerSettings(interval, timeout, rise, fall, checkPath, checkStatuses, idle, mostConnections);
    }

    /** The same but for how many checks in a row it counts. */
    public LoadBalancerSettings counting(int passed, int failed) {
        return new LoadBalancerSettings(
                checkInterval, checkTimeout, passed, failed, checkPath, checkStatuses, idle, mostConnections);
    }

    /** The same but for what it asks, and which answers pass. */
    public LoadBalancerSettings asking(String path, Statuses statuses) {
        return new LoadBalancerSettings(checkInterval, checkTimeout, rise, fall, path, statuses, idle, mostConnections);
    }

    private static void positive(String field, Duration value) {
        if (value.toMillis() <= 0 || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(field + " '" + value + "': expected 1 ms to 1 h");
        }
    }

    private static void positive(String field, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(field + " '" + value + "': expected 1 or more");
        }
    }
}
