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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** The verdicts that all vantages put into the metrics of one region. */
public final class CloudWatchVerdicts implements VerdictHistory {
    /**
     * The shortest that a second-by-second metric can be asked for; kept so for three hours (API reference,
     * GetMetricData).
     */
    private static final int PERIOD_SECONDS = 1;

    /** What CloudWatch keeps by the second. */
    private static final Duration LONGEST = Duration.ofHours(3).minusMinutes(1);

    private final CloudWatch cloudWatch;
    private final Region region;
    private final InstantSource clock;

    public CloudWatchVerdicts(CloudWatch cloudWatch, Region region, InstantSource clock) {
        this.cloudWatch = cloudWatch;
        this.region = region;
        this.clock = clock;
    }

    private record Pair(Region vantage, Region endpoint) {}

    @Override
    public Reading read(Service service, Duration back) {
        List<MetricDataQuery> queries = new ArrayList<>();
        Map<String, Pair> pairs = new HashMap<>();
        for (Region vantage : service.vantages()) {
            for (Endpoint endpoint : service.endpoints()) {
                String id = "v" + queries.size();
                pairs.put(id, new Pair(vantage, endpoint.region()));
                Map<Dimension, String> dimensions = Map.of(
                        Dimension.SERVICE, service.name().value(),
                        Dimension.ENDPOINT, endpoint.region().id(),
                        Dimension.VANTAGE, vantage.id());
                queries.add(CloudWatch.lowest(id, Metric.VERDICT, dimensions, PERIOD_SECONDS));
            }
        }
        Instant now = clock.instant();
        Instant from = now.minus(back.compareTo(LONGEST) < 0 ? back : LONGEST);
        // One second more, so that what was put within this second is there.
        Instant to = now.plusSeconds(1);
        return SdkCall.make(
                () -> cloudWatch.read(region, queries, from, to),
                results -> new Reading.Read(verdicts(results, pairs)),
                failure -> new Reading.Unreadable(failure.why()));
    }

    private static List<Verdict> verdicts(List<MetricDataResult> results, Map<String, Pair> pairs) {
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
