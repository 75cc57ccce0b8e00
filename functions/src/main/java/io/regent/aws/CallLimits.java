package io.regent.aws;

import java.time.Duration;

/**
 * The bounds of calls through an SDK client.
 *
 * @param connect how long a connection may take to open
 * @param attempt how long one attempt may take, and how long a server may be silent
 * @param call how long all attempts and the pauses between them may take
 * @param attempts how often a call is tried, 1 to 5
 */
public record CallLimits(Duration connect, Duration attempt, Duration call, int attempts) {
    /** For calls within a run of the controller: two attempts of at most two seconds, five seconds in all. */
    public static final CallLimits USUAL =
            new CallLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), 2);

    /** For calls of people, which can wait their turn: up to five attempts in the five seconds. */
    public static final CallLimits PATIENT =
            new CallLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), 5);

    /** For calls that must not be made twice without looking again: one attempt, which may take the five seconds. */
    public static final CallLimits ONCE =
            new CallLimits(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(5), 1);

    public CallLimits {
        if (!connect.isPositive() || connect.compareTo(attempt) > 0 || attempt.compareTo(call) > 0) {
            throw new IllegalArgumentException(
                    "limits " + connect + ", " + attempt + ", " + call + ": expected 0 < connect <= attempt <= call");
        }
        if (attempts < 1 || attempts > 5) {
            throw new IllegalArgumentException("attempts " + attempts + ": expected 1 to 5");
        }
    }
}
