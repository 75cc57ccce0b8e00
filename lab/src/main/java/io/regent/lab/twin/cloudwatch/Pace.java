package io.regent.lab.twin.cloudwatch;

import java.time.Duration;

/**
 * How fast CloudWatch is.
 *
 * @param visibility how long a datum takes from PutMetricData until it can be read; AWS promises nothing, and practice
 *     knows up to two minutes
 * @param evaluation the longest that an alarm waits from one evaluation to the next. AWS evaluates every minute, and
 *     every 10 s where the period is below a minute; a shorter pace also looks at the minute that is still running
 */
public record Pace(Duration visibility, Duration evaluation) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST_UNSEEN = Duration.ofMinutes(15);

    /** AWS's evaluation, and data that can be read at once. */
    public static final Pace OF_AWS = new Pace(Duration.ZERO, Duration.ofMinutes(1));

    public Pace {
        if (visibility.isNegative() || visibility.compareTo(LONGEST_UNSEEN) > 0) {
            throw new IllegalArgumentException("visibility " + visibility + ": expected 0 to 15 minutes");
        }
        if (evaluation.compareTo(SHORTEST) < 0 || evaluation.compareTo(MINUTE) > 0) {
            throw new IllegalArgumentException("evaluation " + evaluation + ": expected 100 ms to 1 minute");
        }
    }

    /** The time between evaluations of an alarm with this period ("Evaluating an alarm", CloudWatch User Guide). */
    Duration between(int period) {
        Duration documented = period < 60 ? TEN_SECONDS : MINUTE;
        return evaluation.compareTo(documented) < 0 ? evaluation : documented;
    }
}
