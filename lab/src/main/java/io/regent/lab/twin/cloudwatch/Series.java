package io.regent.lab.twin.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The data of one metric. Times are in seconds of the epoch. Not thread-safe. */
final class Series {
    /** "Data points with a period of less than 60 seconds are available for 3 hours" (API model, GetMetricData). */
    static final Duration FINE_KEPT = Duration.ofHours(3);
    /** The twin's own bound; AWS keeps one-minute data for 15 days. */
    static final Duration MINUTES_KEPT = Duration.ofHours(24);

    /** One second's data of each unit; a regular metric's minute stands at its first second. */
    private final NavigableMap<Long, Map<String, Bucket>> fine = new TreeMap<>();

    private final NavigableMap<Long, Map<String, Bucket>> minutes = new TreeMap<>();
    private final long length;
    private boolean highResolution;

    /** @param length of a regular metric's minute, in seconds */
    Series(long length) {
        this.length = length;
    }

    void add(Datum datum, long now) {
        long second = datum.timestamp().getEpochSecond();
        long minute = second - Math.floorMod(second, length);
        highResolution |= datum.storageResolution() == 1;
        add(fine, datum.storageResolution() == 1 ? second : minute, datum);
        add(minutes, minute, datum);
        forget(now);
    }

    private static void add(NavigableMap<Long, Map<String, Bucket>> times, long time, Datum datum) {
        times.computeIfAbsent(time, absent -> new HashMap<>())
                .computeIfAbsent(datum.unit(), absent -> new Bucket())
                .add(datum.samples());
    }

    /** Drops what is past its time. */
    void forget(long now) {
        fine.headMap(now - FINE_KEPT.toSeconds()).clear();
        minutes.headMap(now - MINUTES_KEPT.toSeconds()).clear();
    }

    boolean isEmpty() {
        return minutes.isEmpty();
    }

    boolean isHighResolution() {
        return highResolution;
    }

    /** Whether it has data no older than an instant. */
    boolean hasDataSince(long second) {
        return !minutes.isEmpty() && minutes.lastKey() >= second;
    }

    /**
     * The data points of whole periods, oldest first; periods without data are left out.
     *
     * @param from where the first period begins
     * @param to no period begins here or later
     */
    List<DataPoint> read(long from, long to, int period, String unit, Statistic statistic) {
        long periods = Math.ceilDiv(to - from, period);
        NavigableMap<Long, Bucket> found = new TreeMap<>();
        (period < 60 ? fine : minutes)
                .subMap(from, from + periods * period)
                .forEach((time, units) -> units.forEach((name, bucket) -> {
                    if (unit.isEmpty() || unit.equals(name)) {
                        long begin = time - (time - from) % period;
                        found.computeIfAbsent(begin, absent -> new Bucket()).add(bucket);
                    }
                }));
        List<DataPoint> points = new ArrayList<>(found.size());
        found.forEach((time, bucket) -> {
            OptionalDouble value = statistic.of(bucket);
            if (value.isPresent()) {
                points.add(new DataPoint(Instant.ofEpochSecond(time), value.getAsDouble(), bucket.count()));
            }
        });
        return points;
    }
}
