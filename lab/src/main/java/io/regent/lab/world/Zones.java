package io.regent.lab.world;

import io.regent.lab.twin.Caller;
import io.regent.lab.twin.route53.AwsName;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.twin.route53.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The hosted zone as people have it before Regent comes: the regions' own names, and the service's weighted records.
 */
final class Zones {
    /** The zone that Elastic Load Balancing's names are in; every region of AWS has another. */
    private static final String LOAD_BALANCER_ZONE = "Z32O12XQLNTSW2";

    private Zones() {}

    /** Makes the zone and says its id. */
    static String make(Route53Twin route53, String zoneName, String service, List<Place> places, int baseline) {
        String zone =
                route53.createHostedZone(DnsName.of(zoneName), "lab", "").zone().id();
        List<ChangeBatch.Change> changes = new ArrayList<>();
        for (Place place : places) {
            String regional = place.region() + "." + service;
            route53.publish(new AwsName(
                    DnsName.of(place.loadBalancerName()),
                    LOAD_BALANCER_ZONE,
                    // An address of the documentation's: loopback has one IPv6 address, not one for each region.
                    List.of(place.address().getHostAddress(), "2001:db8:" + place.number() + "::1")));
            Target values = new Target.Values(
                    Duration.ofMinutes(1), List.of(place.address().getHostAddress()));
            changes.add(create(
                    new RecordSet(DnsName.of("origin." + regional), RecordType.A, new Routing.Simple(), values)));
            for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
                Target loadBalancer = new Target.Alias(LOAD_BALANCER_ZONE, DnsName.of(place.loadBalancerName()), true);
                changes.add(create(new RecordSet(DnsName.of(regional), type, new Routing.Simple(), loadBalancer)));
                Routing weighted = new Routing.Weighted(place.region().id(), baseline);
                Target alias = new Target.Alias(zone, DnsName.of(regional), true);
                changes.add(create(new RecordSet(DnsName.of(service), type, weighted, alias)));
            }
        }
        route53.change(new Caller.Person(), zone, new ChangeBatch("the lab's records", changes));
        return zone;
    }

    private static ChangeBatch.Change create(RecordSet set) {
        return new ChangeBatch.Change(ChangeBatch.Action.CREATE, set);
    }
}
