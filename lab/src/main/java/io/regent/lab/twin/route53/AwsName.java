package io.regent.lab.twin.route53;

import java.util.List;

/**
 * A name that AWS keeps for one of its own resources, which an alias may point to: a load balancer's.
 *
 * @param hostedZoneId the zone that an alias target has to give with the name
 * @param addresses IPv4 and IPv6 addresses in text; an alias answers with those of its own type
 */
public record AwsName(DnsName name, String hostedZoneId, List<String> addresses) {
    public AwsName {
        addresses = List.copyOf(addresses);
        addresses.forEach(address -> ValueForm.check(typeOf(address), address));
    }

    List<String> addresses(RecordType type) {
        return addresses.stream().filter(address -> typeOf(address) == type).toList();
    }

    /**
     * The name of the resource that an alias means: load balancers answer under a second name too, {@code dualstack.}
     * before the first, which the console and CloudFormation put into aliases.
     */
    static DnsName named(DnsName aliasTarget) {
        List<String> labels = aliasTarget.labels();
        boolean dualstack = !labels.isEmpty() && labels.getFirst().equals("dualstack");
        return dualstack ? aliasTarget.parent() : aliasTarget;
    }

    private static RecordType typeOf(String address) {
        return address.indexOf(':') >= 0 ? RecordType.AAAA : RecordType.A;
    }
}
