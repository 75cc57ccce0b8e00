package io.regent.lab.world;

import io.regent.lab.cloud.RegionTwin;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.cloudwatch.Datum;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What AWS itself measures of a region's endpoint, once a minute of the lab: how many of the load balancer's targets
 * are healthy, and how many are not (User Guide for Application Load Balancers, "CloudWatch metrics"); whether an
 * instance fails EC2's status checks (EC2 User Guide, "Status checks for your instances"), which none of the lab ever
 * does.
 */
final class Measures {
    private final RegionTwin region;
    private final Agenda agenda;
    private final Duration minute;
    private final BooleanSupplier healthy;

    private Measures(RegionTwin region, Agenda agenda, Duration minute, BooleanSupplier healthy) {
        this.region = region;
        this.agenda = agenda;
        this.minute = minute;
        this.healthy = healthy;
    }

    /**
     * Measures from now on, for as long as the agenda goes on.
     *
     * @param healthy whether the targets of the region are
     */
    static void begin(RegionTwin region, Agenda agenda, Duration minute, BooleanSupplier healthy) {
        new Measures(region, agenda, minute, healthy).measureLater();
    }

    private void measureLater() {
        agenda.in(minute, this::measure);
    }

    private void measure() {
        boolean well = healthy.getAsBoolean();
        region.network().forwarded().forEach(group -> {
            Map<String, String> dimensions =
                    Map.of("LoadBalancer", group.loadBalancer(), "TargetGroup", group.targetGroup());
            put("AWS/ApplicationELB", "HealthyHostCount", dimensions, well ? group.targets() : 0);
            put("AWS/ApplicationELB", "UnHealthyHostCount", dimensions, well ? 0 : group.targets());
        });
        region.network().instance().ifPresent(instance -> {
            put("AWS/EC2", "StatusCheckFailed_System", Map.of("InstanceId", instance), 0);
            put("AWS/EC2", "StatusCheckFailed_Instance", Map.of("InstanceId", instance), 0);
        });
        measureLater();
    }

    private void put(String namespace, String metric, Map<String, String> dimensions, int count) {
        region.cloudWatch().record(namespace, Datum.of(metric, dimensions, agenda.instant(), count));
    }
}
