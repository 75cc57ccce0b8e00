package io.regent.lab.twin.cloudwatch;

import java.util.List;

/**
 * What GetMetricData answers.
 *
 * @param results one for each query that returns data, in the order of the queries
 * @param nextToken empty when these are the last data points
 */
public record DataPage(List<Result> results, String nextToken) {
    public DataPage {
        results = List.copyOf(results);
    }

    /**
     * The answer to one query.
     *
     * @param complete whether all its data points have been given, on this page or earlier ones; else PartialData
     */
    public record Result(String id, String label, List<DataPoint> points, boolean complete) {
        public Result {
            points = List.copyOf(points);
        }
    }
}
