package io.regent.lab.twin.cloudwatch;

import java.time.Instant;
import java.util.List;

/**
 * GetMetricData.
 *
 * @param start inclusive
 * @param end exclusive
 * @param newestFirst ScanBy; TimestampDescending is AWS's default
 * @param maxDatapoints over all queries together
 * @param nextToken empty for the first page
 */
public record DataRequest(
        List<DataQuery> queries, Instant start, Instant end, boolean newestFirst, int maxDatapoints, String nextToken) {
    /** "If you omit this, the default of 100,800 is used" (API model, GetMetricData). */
    public static final int MOST_DATAPOINTS = 100_800;

    public DataRequest {
        queries = List.copyOf(queries);
    }

    /** The first page, newest first. */
    public DataRequest(List<DataQuery> queries, Instant start, Instant end) {
        this(queries, start, end, true, MOST_DATAPOINTS, "");
    }
}
