package io.regent.control;

import io.regent.decision.Policy;
import io.regent.fleet.Address;
import io.regent.fleet.DnsName;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.ProbeSettings;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.fleet.Target;
import io.regent.ledger.Orders;
import io.regent.plan.Planner;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A service in two regions, half and half, with the default policy. */
final class TwoRegions {
    static final Region IRELAND = new Region("eu-west-1");
    static final Region MUMBAI = new Region("ap-south-1");
    static final Service SERVICE = service(Routing.WEIGHTED);

    private TwoRegions() {}

    static Service service(Routing routing) {
        return service(routing, DriftPolicy.RESTORE);
    }

    static Service service(Routing routing, DriftPolicy drift) {
        return new Service(
                new DnsName("registry.example.com"),
                "Z1",
                Set.of(RecordType.A),
                routing,
                routing == Routing.WEIGHTED
                        ? List.of(endpoint(IRELAND, 50), endpoint(MUMBAI, 50))
                        : List.of(endpoint(IRELAND, 100), endpoint(MUMBAI, 0)),
                Set.of(IRELAND, MUMBAI),
                new ProbeSettings(
                        ProbeKind.TCP, Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 3, "/", Set.of(), Map.of()),
                new PolicySettings(
                        1,
                        Duration.ofMinutes(5),
                        List.of(5, 25, 100),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(3),
                        drift,
                        Duration.ZERO,
                        Failback.AUTOMATIC,
                        Set.of()));
    }

    private static Endpoint endpoint(Region region, int baseline) {
        Address address = new Address("origin." + region + ".registry.example.com", 5000);
        return new Endpoint(region, List.of(new Target(Target.Part.ORIGIN, address, false)), baseline, 100);
    }

    static RecordSet weighted(Region region, int weight) {
        return new RecordSet(
                SERVICE.name(),
                "A",
                new RecordSet.Selector.Weighted(region.id(), weight),
                new RecordSet.Content.Alias("Z1", region + ".registry.example.com.", true),
                "");
    }

    /** Both serve, and the ledger knows it since an instant. */
    static void fill(FakeZone zone, Instant since) {
        zone.sets.add(weighted(IRELAND, 50));
        zone.sets.add(weighted(MUMBAI, 50));
        zone.apply(
                SERVICE,
                Planner.plan(
                        SERVICE,
                        new Records(zone.sets),
                        Policy.adopt(SERVICE, Map.of(), Orders.none(), Map.of(), Set.of(), since)));
        zone.accepted.clear();
    }
}
