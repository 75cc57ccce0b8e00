package io.regent.adapter;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.report.Dimension;
import io.regent.report.Metric;
import io.regent.report.RunNews;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** The lever <em>routing control</em>: a metric in the controller's own region. */
public final class CloudWatchRoutingControl implements RoutingControl {
    private static final int PERIOD_SECONDS = 60;

    private final CloudWatch cloudWatch;
    private final Region region;
    private final InstantSource clock;

    public CloudWatchRoutingControl(CloudWatch cloudWatch, Region region, InstantSource clock) {
        this.cloudWatch = cloudWatch;
        this.region = region;
        this.clock = clock;
    }

    @Override
    public PutOutcome put(Service service, Map<Region, Boolean> serve) {
        return cloudWatch.put(region, RunNews.routingControl(service, serve, clock.instant()));
    }

    @Override
    public LateReading late(Service service, Duration back) {
        Map<String, Region> endpoints = endpoints(service);
        Instant now = clock.instant();
        return SdkCall.make(
                () -> cloudWatch.read(
                        region,
                        queries(service, endpoints, PERIOD_SECONDS),
                        now.minus(back),
                        now.plusSeconds(PERIOD_SECONDS)),
                results -> new LateReading.Read(minutes(results, endpoints)),
                failure -> new LateReading.Unreadable(failure.why()));
    }

    /** Every endpoint of a service by the id of the query for it. */
    static Map<String, Region> endpoints(Service service) {
        Map<String, Region> endpoints = new LinkedHashMap<>();
        service.endpoints().forEach(endpoint -> endpoints.put("r" + endpoints.size(), endpoint.region()));
        return endpoints;
    }

    /**
     * Queries for what was said of endpoints.
     *
     * @param period of how many seconds the lowest counts
     */
    static List<MetricDataQuery> queries(Service service, Map<String, Region> endpoints, int period) {
        List<MetricDataQuery> queries = new ArrayList<>();
        endpoints.forEach((id, endpoint) -> {
            Map<Dimension, String> dimensions = Map.of(
                    Dimension.SERVICE, service.name().value(),
                    Dimension.ENDPOINT, endpoint.id());
            queries.add(CloudWatch.query(id, Metric.ROUTING_CONTROL, dimensions, period, CloudWatch.Extreme.LOWEST));
        });
        return queries;
    }

    /**
     * What was said of each endpoint period by period, in results whose ids are those of the endpoints. One of which
     * nothing was said is missing.
     */
    static SortedMap<Region, SortedMap<Instant, Boolean>> minutes(
            List<MetricDataResult> results, Map<String, Region> endpoints) {
        SortedMap<Region, SortedMap<Instant, Boolean>> minutes = new TreeMap<>();
        for (MetricDataResult result : results) {
            Region endpoint = endpoints.get(result.id());
            int count = Math.min(result.timestamps().size(), result.values().size());
            if (endpoint != null && count > 0) {
                SortedMap<Instant, Boolean> each = minutes.computeIfAbsent(endpoint, any -> new TreeMap<>());
                for (int i = 0; i < count; i++) {
                    each.put(result.timestamps().get(i), result.values().get(i) >= 1);
                }
            }
        }
        return minutes;
    }
}
