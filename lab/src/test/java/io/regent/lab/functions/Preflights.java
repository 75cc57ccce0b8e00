package io.regent.lab.functions;

import io.regent.adapter.CloudWatch;
import io.regent.adapter.CloudWatchAlarms;
import io.regent.adapter.CloudWatchTargetGroups;
import io.regent.adapter.LambdaControllers;
import io.regent.adapter.LambdaRegions;
import io.regent.adapter.Route53HealthChecks;
import io.regent.adapter.Route53Limits;
import io.regent.adapter.Route53Zone;
import io.regent.adapter.TlsCertificates;
import io.regent.aws.AwsAccess;
import io.regent.aws.AwsClients;
import io.regent.aws.CallLimits;
import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.aws.SignedCalls;
import io.regent.fleet.Region;
import io.regent.preflight.OtherRegions;
import io.regent.preflight.Preflight;
import io.regent.preflight.Senses;
import io.regent.process.Environment;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a preflight of a region looks through, against the lab's AWS, with a person's rights. */
final class Preflights {
    static final String NAME = "regent";

    final CloudWatch cloudWatch;
    final CloudWatchAlarms alarms;
    final Route53HealthChecks healthChecks;
    final Route53Limits limits;
    final Route53Zone zone;
    final LambdaControllers controllers;
    final LambdaRegions regions;

    private final Region region;
    private final InstantSource clock;

    Preflights(URI endpoint, Region region, InstantSource clock) {
        this.region = region;
        this.clock = clock;
        AwsAccess access = AwsAccess.from(Environment.of(Map.of(
                "AWS_REGION",
                region.id(),
                "AWS_ACCESS_KEY_ID",
                "person",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_ENDPOINT_URL",
                endpoint.toString())));
        AwsClients clients = new AwsClients(access, CallLimits.PATIENT);
        LambdaCalls calls = new LambdaCalls(new SignedCalls(access, clock, new Random(1)));
        cloudWatch = new CloudWatch(clients);
        alarms = new CloudWatchAlarms(cloudWatch);
        healthChecks = new Route53HealthChecks(clients.route53());
        limits = new Route53Limits(clients.route53());
        zone = new Route53Zone(clients.route53(), clients.route53());
        controllers = new LambdaControllers(calls, new FunctionName("regent-failover", "live"));
        regions = new LambdaRegions(calls, new FunctionName("regent-look", "live"));
    }

    /** The target group of a load balancer, by the names of its metrics. */
    CloudWatchTargetGroups targetGroup(String loadBalancer, String targetGroup) {
        return new CloudWatchTargetGroups(cloudWatch, region, loadBalancer, targetGroup, clock);
    }

    /** A preflight of the region that asks the others in this way. */
    Preflight preflight(OtherRegions others) {
        return new Preflight(
                region,
                NAME,
                new Senses(
                        controllers,
                        zone,
                        alarms,
                        healthChecks,
                        limits,
                        List::of,
                        new TlsCertificates(),
                        (service, where, deadline) -> List.of(),
                        others,
                        controllers),
                clock);
    }
}
