package io.regent.adapter;

import io.regent.fleet.Region;
import io.regent.preflight.Learned;
import io.regent.preflight.TargetGroups;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * The target group of a region's load balancer, by the metric that the load balancer puts (Application Load Balancer
 * User Guide, "CloudWatch metrics": HealthyHostCount).
 */
public final class CloudWatchTargetGroups implements TargetGroups {
    private static final Duration BACK = Duration.ofMinutes(5);
    private static final int PERIOD_SECONDS = 60;

    private final CloudWatch cloudWatch;
    private final Region region;
    private final String loadBalancer;
    private final String targetGroup;
    private final InstantSource clock;

    /**
     * One target group.
     *
     * @param loadBalancer the last part of its ARN, such as {@code app/regent/50dc6c495c0c9188}
     * @param targetGroup likewise, such as {@code targetgroup/regent/73e2d6bc24d8a067}
     */
    public CloudWatchTargetGroups(
            CloudWatch cloudWatch, Region region, String loadBalancer, String targetGroup, InstantSource clock) {
        this.cloudWatch = cloudWatch;
        this.region = region;
        this.loadBalancer = loadBalancer;
        this.targetGroup = targetGroup;
        this.clock = clock;
    }

    /** The greatest count of a minute's zones, and of those the lowest: never all were gone. */
    @Override
    public List<Group> look() {
        Metric metric = Metric.builder()
                .namespace("AWS/ApplicationELB")
                .metricName("HealthyHostCount")
                .dimensions(dimension("LoadBalancer", loadBalancer), dimension("TargetGroup", targetGroup))
                .build();
        MetricDataQuery query = MetricDataQuery.builder()
                .id("healthy")
                .metricStat(stat -> stat.metric(metric).period(PERIOD_SECONDS).stat("Maximum"))
                .build();
        Instant now = clock.instant();
        Learned<Double> healthy = SdkCall.make(
                () -> cloudWatch.read(region, List.of(query), now.minus(BACK), now.plusSeconds(1)),
                CloudWatchTargetGroups::lowest,
                failure -> new Learned.Unknown<>(failure.why()));
        return List.of(new Group(targetGroup, healthy));
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static Learned<Double> lowest(List<MetricDataResult> results) {
        OptionalDouble lowest = results.stream()
                .flatMap(result -> result.values().stream())
                .mapToDouble(Double::doubleValue)
                .min();
        return lowest.isPresent()
                ? new Learned.Known<>(lowest.getAsDouble())
                : new Learned.Unknown<>("it has no data of the last " + BACK.toMinutes() + " minutes");
    }
}
