package io.regent.lab.twin.scheduler;

import java.time.Duration;

/**
 * How a scheduler's time goes. AWS has one pace: a minute of sixty seconds. A lab may shorten it, and then every rate
 * with it; it has to say so where people read its times.
 *
 * @param minute how long a minute of a rate lasts
 * @param offset how far into its minute a tick comes: "EventBridge Scheduler ... 60 second precision", so any moment of
 *     the minute is right, and none can be relied on
 */
public record Pace(Duration minute, Duration offset) {
    /** As in AWS, with ticks on the full minute. */
    public static final Pace REAL = new Pace(Duration.ofMinutes(1), Duration.ZERO);

    public Pace {
        if (minute.toMillis() < 100 || minute.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("minute " + minute + ": expected 100 ms to 60 s");
        }
        if (offset.isNegative() || offset.compareTo(minute) >= 0) {
            throw new IllegalArgumentException("offset " + offset + ": expected less than the minute, " + minute);
        }
    }
}
