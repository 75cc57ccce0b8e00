package io.regent.lab.twin.cloudwatch;

import java.time.Duration;

/**
 * How fast CloudWatch is.
 *
 * @param visibility how long a datum takes from PutMetricData until it can be read; AWS promises nothing, and practice
 *     knows up to two minutes
 * @param evaluation the longest that an alarm waits from one evaluation to the next. AWS evaluates every minute, and
 *     every 10 s where the period is below a minute; a shorter pace also looks at the minute that is still running
 * @param minute how long a minute of an alarm's periods and of a regular metric lasts; a lab may shorten it, in whole
 *     seconds
 */
public record Pace(Duration visibility, Duration evaluation, Duration minute) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST_UNSEEN = Duration.ofMinutes(15);

    /** AWS's evaluation, and data that can be read at once. */
    public static final Pace OF_AWS = new Pace(Duration.ZERO, Duration.ofMinutes(1));

    /** A pace at which a minute is a minute. */
    public Pace(Duration visibility, Duration evaluation) {
        this(visibility, evaluation, MINUTE);
    }

    public Pace {
        if (minute.toSeconds() < 1
                || minute.compareTo(MINUTE) > 0
                || !Duration.ofSeconds(minute.toSeconds()).equals(minute)) {
            throw new IllegalArgumentException("minute " + minute + ": expected 1 to 60 whole seconds");
        }
        if (visibility.isNegative() || visibility.compareTo(LONGEST_UNSEEN) > 0) {
            throw new IllegalArgumentException("visibility " + visibility + ": expected 0 to 15 minutes");
        }
        if (evaluation.compareTo(SHORTEST) < 0 || evaluation.compareTo(MINUTE) > 0) {
            throw new IllegalArgumentException("evaluation " + evaluation + ": expected 100 ms to 1 minute");
        }
    }

    /** How many seconds a period of an alarm lasts here, at least one. */
    int lasting(int period) {
        return Math.toIntExact(Math.max(1, period * minute.toSeconds() / MINUTE.toSeconds()));
    }

    /** The time between evaluations of an alarm with this period ("Evaluating an alarm", CloudWatch User Guide). */
    Duration between(int period) {
        Duration documented = period < 60 ? TEN_SECONDS : MINUTE;
        return evaluation.compareTo(documented) < 0 ? evaluation : documented;
    }
}
