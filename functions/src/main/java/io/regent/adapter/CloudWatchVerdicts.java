package io.regent.adapter;

import io.regent.control.VerdictHistory;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.report.Dimension;
import io.regent.report.Metric;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** The verdicts that all vantages put into the metrics of one region. */
public final class CloudWatchVerdicts implements VerdictHistory {
    /** The shortest period of a second-by-second metric (API reference, GetMetricData). */
    static final int SECOND = 1;

    /** The period of what is put by the minute, and the shortest of data that are older than {@link #BY_THE_SECOND}. */
    static final int MINUTE = 60;

    /**
     * "Data points with a period of less than 60 seconds are available for 3 hours", and afterwards by the minute (API
     * reference, GetMetricData); a minute less, since the request takes its time.
     */
    static final Duration BY_THE_SECOND = Duration.ofHours(3).minusMinutes(1);

    private final CloudWatch cloudWatch;
    private final Region region;
    private final InstantSource clock;

    public CloudWatchVerdicts(CloudWatch cloudWatch, Region region, InstantSource clock) {
        this.cloudWatch = cloudWatch;
        this.region = region;
        this.clock = clock;
    }

    /** A vantage and an endpoint that it has verdicts on. */
    record Pair(Region vantage, Region endpoint) {}

    @Override
    public Glance glance(Service service, Duration back) {
        Instant now = clock.instant();
        Instant from = now.minus(back);
        List<MetricDataQuery> queries = List.of(CloudWatch.query(
                "unwell",
                Metric.UNWELL,
                Map.of(Dimension.SERVICE, service.name().value()),
                MINUTE,
                CloudWatch.Extreme.HIGHEST));
        return SdkCall.make(
                () -> cloudWatch.read(region, queries, from.truncatedTo(ChronoUnit.MINUTES), now.plusSeconds(1)),
                results -> glance(results, from),
                failure -> new Glance.Unreadable(failure.why()));
    }

    /**
     * The first minute may have begun before what is asked for. What is unwell in it counts all the same, which is the
     * careful side; that somebody spoke in it does not.
     */
    private static Glance glance(List<MetricDataResult> results, Instant from) {
        if (results.stream().flatMap(result -> result.values().stream()).anyMatch(most -> most > 0)) {
            return new Glance.Unwell();
        }
        boolean spoken = results.stream()
                .flatMap(result -> result.timestamps().stream())
                .anyMatch(minute -> !minute.isBefore(from));
        return spoken ? new Glance.AllWell() : new Glance.Silent();
    }

    @Override
    public Reading read(Service service, Duration back) {
        Map<String, Pair> pairs = pairs(service);
        Instant now = clock.instant();
        Instant bySecond = now.minus(back.compareTo(BY_THE_SECOND) < 0 ? back : BY_THE_SECOND);
        return SdkCall.make(
                () -> {
                    // One second more, so that what was put within this second is there.
                    List<MetricDataResult> results = new ArrayList<>(
                            cloudWatch.read(region, queries(service, pairs, SECOND), bySecond, now.plusSeconds(1)));
                    if (back.compareTo(BY_THE_SECOND) > 0) {
                        List<MetricDataQuery> older = queries(service, pairs, MINUTE);
                        results.addAll(cloudWatch.read(region, older, now.minus(back), bySecond));
                    }
                    return results;
                },
                results -> new Reading.Read(verdicts(results, pairs)),
                failure -> new Reading.Unreadable(failure.why()));
    }

    /** Every pair of a service by the id of the query for it. */
    static Map<String, Pair> pairs(Service service) {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        for (Region vantage : service.vantages()) {
            for (Endpoint endpoint : service.endpoints()) {
                pairs.put("v" + pairs.size(), new Pair(vantage, endpoint.region()));
            }
        }
        return pairs;
    }

    /** Queries for the verdicts of pairs; of several in one period the worst counts. */
    static List<MetricDataQuery> queries(Service service, Map<String, Pair> pairs, int period) {
        List<MetricDataQuery> queries = new ArrayList<>();
        pairs.forEach((id, pair) -> {
            Map<Dimension, String> dimensions = Map.of(
                    Dimension.SERVICE, service.name().value(),
                    Dimension.ENDPOINT, pair.endpoint().id(),
                    Dimension.VANTAGE, pair.vantage().id());
            queries.add(CloudWatch.query(id, Metric.VERDICT, dimensions, period, CloudWatch.Extreme.LOWEST));
        });
        return queries;
    }

    /** The verdicts in results, whose ids are those of the pairs. */
    static List<Verdict> verdicts(List<MetricDataResult> results, Map<String, Pair> pairs) {
        List<Verdict> verdicts = new ArrayList<>();
        for (MetricDataResult result : results) {
            Pair pair = pairs.get(result.id());
            if (pair == null) {
                continue;
            }
            for (int i = 0;
                    i < Math.min(result.timestamps().size(), result.values().size());
                    i++) {
                Health health = result.values().get(i) >= 1 ? Health.HEALTHY : Health.UNHEALTHY;
                verdicts.add(new Verdict(
                        pair.vantage(),
                        pair.endpoint(),
                        health,
                        result.timestamps().get(i),
                        ""));
            }
        }
        return verdicts;
    }
}
