package io.regent.lab.gameday;

import io.regent.fleet.Region;
import io.regent.lab.drills.Order;
import io.regent.lab.drills.Report;
import java.time.Duration;
import java.time.Instant;

/** Something that happened in an exercise. */
sealed interface Moment {
    Instant at();

    /**
     * Somebody asked for a drill.
     *
     * @param region whose function was asked
     * @param took until the report was there
     */
    record Asked(Instant at, String by, Region region, Order order, Report report, Duration took) implements Moment {}

    /** Something was broken or mended. */
    record Fault(Instant at, String words) implements Moment {}

    /** Clients were moved, by whomever. */
    record Moved(Instant at, String words) implements Moment {}
}
