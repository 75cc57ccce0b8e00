package io.regent.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A service as tests want it: registry.example.com in Ireland, Mumbai and perhaps Ohio. */
public final class ServiceExamples {
    public static final Region IRELAND = new Region("eu-west-1");
    public static final Region MUMBAI = new Region("ap-south-1");
    public static final Region OHIO = new Region("us-east-2");
    public static final DnsName NAME = new DnsName("registry.example.com");
    public static final ProbeSettings PROBE = new ProbeSettings(
            ProbeKind.REGISTRY,
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            2,
            3,
            "/v2/",
            Set.of(200, 401),
            Map.of("docker-distribution-api-version", "registry/2.0"));

    private ServiceExamples() {}

    /**
     * Returns by 5, 25 and 100 percent, an hour of stabilisation and ten minutes a step, verdicts fresh for 90 s; armed
     * at once.
     */
    public static PolicySettings policy(int minServing) {
        return policy(minServing, DriftPolicy.RESTORE);
    }

    /** The same, with what becomes of records that differ. */
    public static PolicySettings policy(int minServing, DriftPolicy drift) {
        return new PolicySettings(
                minServing,
                Duration.ofHours(1),
                List.of(5, 25, 100),
                Duration.ofMinutes(10),
                Duration.ofSeconds(90),
                drift,
                Duration.ZERO,
                Failback.AUTOMATIC,
                Set.of());
    }

    /** A service of A and AAAA records with these baselines in Ireland, Mumbai and Ohio, in that order. */
    public static Service service(PolicySettings policy, int... baselines) {
        return service(policy, Routing.WEIGHTED, Set.of(), baselines);
    }

    /** The same, with its routing, and vantages that only watch. */
    public static Service service(PolicySettings policy, Routing routing, Set<Region> watchers, int... baselines) {
        List<Region> regions = List.of(IRELAND, MUMBAI, OHIO);
        List<Endpoint> endpoints = new ArrayList<>();
        Set<Region> vantages = new TreeSet<>(watchers);
        for (int i = 0; i < baselines.length; i++) {
            vantages.add(regions.get(i));
            endpoints.add(endpoint(regions.get(i), baselines[i]));
        }
        return new Service(
                NAME, "Z0123456789", EnumSet.allOf(RecordType.class), routing, endpoints, vantages, PROBE, policy);
    }

    /** A service with other endpoints. */
    public static Service with(Service like, List<Endpoint> endpoints) {
        return with(like, endpoints, like.probe(), like.policy());
    }

    /** A service that is probed otherwise. */
    public static Service with(Service like, ProbeSettings probe) {
        return with(like, like.endpoints(), probe, like.policy());
    }

    /** A service with another policy. */
    public static Service with(Service like, PolicySettings policy) {
        return with(like, like.endpoints(), like.probe(), policy);
    }

    private static Service with(Service like, List<Endpoint> endpoints, ProbeSettings probe, PolicySettings policy) {
        return new Service(
                like.name(),
                like.zone(),
                like.recordTypes(),
                like.routing(),
                endpoints,
                like.vantages(),
                probe,
                policy);
    }

    /** An endpoint with both targets. */
    public static Endpoint endpoint(Region region, int baseline) {
        return new Endpoint(
                region,
                List.of(
                        new Target(Target.Part.ORIGIN, new Address("origin." + region + "." + NAME, 5000), false),
                        new Target(Target.Part.LOAD_BALANCER, new Address(region + "." + NAME, 80), false)),
                baseline,
                100);
    }
}
