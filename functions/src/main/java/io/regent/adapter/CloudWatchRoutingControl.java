package io.regent.adapter;

import io.regent.fleet.Endpoint;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    public LateReading lowest(Service service, Duration back) {
        List<MetricDataQuery> queries = new ArrayList<>();
        Map<String, Region> endpoints = new HashMap<>();
        for (Endpoint endpoint : service.endpoints()) {
            String id = "r" + queries.size();
            endpoints.put(id, endpoint.region());
            Map<Dimension, String> dimensions = Map.of(
                    Dimension.SERVICE,
                    service.name().value(),
                    Dimension.ENDPOINT,
                    endpoint.region().id());
            queries.add(CloudWatch.query(
                    id, Metric.ROUTING_CONTROL, dimensions, PERIOD_SECONDS, CloudWatch.Extreme.LOWEST));
        }
        Instant now = clock.instant();
        return SdkCall.make(
                () -> cloudWatch.read(region, queries, now.minus(back), now.plusSeconds(PERIOD_SECONDS)),
                results -> new LateReading.Read(lowest(results, endpoints)),
                failure -> new LateReading.Unreadable(failure.why()));
    }

    private static Map<Region, Boolean> lowest(List<MetricDataResult> results, Map<String, Region> endpoints) {
        Map<Region, Boolean> lowest = new HashMap<>();
        for (MetricDataResult result : results) {
            Region endpoint = endpoints.get(result.id());
            if (endpoint != null) {
                result.values().forEach(value -> lowest.merge(endpoint, value >= 1, Boolean::logicalAnd));
            }
        }
        return lowest;
    }
}
