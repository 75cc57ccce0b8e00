package io.regent.lab.twin.cloudwatch;

import io.regent.lab.twin.TwinError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** GetMetricData: checks what is asked, reads, and hands the data points out page by page. */
final class DataReader {
    private static final int MOST_QUERIES = 500;
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]{0,254}");
    private static final Set<Integer> SUB_MINUTE = Set.of(1, 5, 10, 20, 30);
    /** Stands in a token for: from this query's first data point. */
    private static final String BEGINNING = "-";

    /** A query that was checked. */
    private record Reading(DataQuery query, MetricStat stat, Statistic statistic) {}

    private final MetricStore store;

    DataReader(MetricStore store) {
        this.store = store;
    }

    DataPage read(DataRequest request) {
        List<Reading> readings = check(request);
        DataRequest firstPage = new DataRequest(
                request.queries(), request.start(), request.end(), request.newestFirst(), request.maxDatapoints(), "");
        String[] position = request.nextToken().isEmpty()
                ? new String[] {"0", BEGINNING}
                : PageToken.position(request.nextToken(), firstPage).split(" ", -1);
        if (position.length != 2) {
            throw Refusal.nextToken();
        }
        long first = PageToken.number(position[0]);
        List<DataPage.Result> results = new ArrayList<>();
        String next = "";
        int room = request.maxDatapoints();
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            List<DataPoint> all = i < first ? List.of() : points(reading, request);
            List<DataPoint> left = i == first ? after(position[1], all, request.newestFirst()) : all;
            List<DataPoint> page = left.subList(0, Math.min(room, left.size()));
            room -= page.size();
            boolean complete = page.size() == left.size();
            if (!complete && next.isEmpty()) {
                String last = page.isEmpty()
                        ? BEGINNING
                        : Long.toString(page.getLast().timestamp().getEpochSecond());
                next = PageToken.of(i + " " + last, firstPage);
            }
            DataQuery query = reading.query();
            String label = query.label().isEmpty() ? reading.stat().metric().name() : query.label();
            results.add(new DataPage.Result(query.id(), label, page, complete));
        }
        return new DataPage(results, next);
    }

    private List<DataPoint> points(Reading reading, DataRequest request) {
        int grain = Math.min(reading.stat().period(), 60);
        long start = request.start().getEpochSecond();
        Instant from = Instant.ofEpochSecond(start - Math.floorMod(start, grain));
        // A period that begins in the last, unfinished second begins before the end.
        Instant second = request.end().truncatedTo(ChronoUnit.SECONDS);
        Instant to = second.isBefore(request.end()) ? second.plusSeconds(1) : second;
        List<DataPoint> points = store.read(reading.stat(), reading.statistic(), from, to);
        return request.newestFirst() ? points.reversed() : points;
    }

    private static List<DataPoint> after(String position, List<DataPoint> points, boolean newestFirst) {
        if (position.equals(BEGINNING)) {
            return points;
        }
        long last = PageToken.number(position);
        return points.stream()
                .filter(point -> newestFirst
                        ? point.timestamp().getEpochSecond() < last
                        : point.timestamp().getEpochSecond() > last)
                .toList();
    }

    private static List<Reading> check(DataRequest request) {
        if (request.queries().isEmpty() || request.queries().size() > MOST_QUERIES) {
            throw Refusal.validation("The collection MetricDataQueries must have a size from 1 to " + MOST_QUERIES
                    + ", not " + request.queries().size() + ".");
        }
        if (!request.start().isBefore(request.end())) {
            throw Refusal.validation("The parameter StartTime must be less than the parameter EndTime.");
        }
        if (request.maxDatapoints() < 1 || request.maxDatapoints() > DataRequest.MOST_DATAPOINTS) {
            throw Refusal.validation("The parameter MaxDatapoints must be from 1 to " + DataRequest.MOST_DATAPOINTS
                    + ", not " + request.maxDatapoints() + ".");
        }
        Set<String> ids = new HashSet<>();
        List<Reading> readings = new ArrayList<>();
        for (DataQuery query : request.queries()) {
            if (!ID.matcher(query.id()).matches()) {
                throw Refusal.validation("The value '" + query.id() + "' for parameter MetricDataQueries.Id is invalid:"
                        + " expected a lowercase letter, then letters, digits and underscores.");
            }
            if (!ids.add(query.id())) {
                throw Refusal.validation("The values for parameter MetricDataQueries.Id are not unique: '" + query.id()
                        + "' comes twice.");
            }
            Reading reading =
                    switch (query.source()) {
                        case MetricStat stat -> new Reading(query, stat, check(query, stat));
                        case DataQuery.Expression expression -> throw noMath(query, expression);
                    };
            if (query.returnData()) {
                readings.add(reading);
            }
        }
        return readings;
    }

    private static TwinError noMath(DataQuery query, DataQuery.Expression expression) {
        return Refusal.validation("Query '" + query.id() + "' asks for the expression '" + expression.text()
                + "': the twin has no metric math and no Metrics Insights, only MetricStat.");
    }

    private static Statistic check(DataQuery query, MetricStat stat) {
        if (stat.metric().namespace().isEmpty() || stat.metric().name().isEmpty()) {
            throw Refusal.validation(
                    "Query '" + query.id() + "' needs a MetricStat.Metric with Namespace and MetricName.");
        }
        if (!SUB_MINUTE.contains(stat.period()) && (stat.period() < 60 || stat.period() % 60 != 0)) {
            throw Refusal.validation("The value " + stat.period() + " for parameter MetricStat.Period of query '"
                    + query.id() + "' is invalid: expected 1, 5, 10, 20, 30 or a multiple of 60.");
        }
        return Statistic.parse(stat.stat())
                .orElseThrow(() -> Refusal.validation("The value " + stat.stat()
                        + " for parameter MetricStat.Stat of query '" + query.id() + "' is invalid: expected "
                        + Statistic.ACCEPTED + "."));
    }
}
