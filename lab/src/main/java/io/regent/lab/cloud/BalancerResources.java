package io.regent.lab.cloud;

import io.regent.lab.cloud.Network.Balancer;
import io.regent.lab.cloud.Network.Listener;
import io.regent.lab.cloud.Network.TargetGroup;
import io.regent.lab.place.LoadBalancerSettings;
import io.regent.lab.place.Statuses;
import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.route53.AwsName;
import io.regent.lab.twin.route53.DnsName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Elastic Load Balancing: application load balancers with their target groups and listeners. */
final class BalancerResources {
    private static final int LONGEST_NAME = 32;
    private static final Pattern NAME = Pattern.compile("(?!internal-)[a-zA-Z0-9-]{1,32}");
    private static final Pattern PATH = Pattern.compile("/[!-~]{0,1023}");
    private static final Pattern REDIRECT_PORT = Pattern.compile("\\d{1,5}|#\\{port\\}");

    private final Account account;
    private final Adjustments adjustments;

    BalancerResources(Account account, Adjustments adjustments) {
        this.account = account;
        this.adjustments = adjustments;
    }

    Map<String, Kind> kinds() {
        return Map.of(
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                Kind.of(
                        this::balancer,
                        (resource, made) -> network(resource).balancers.remove(made.ref())),
                "AWS::ElasticLoadBalancingV2::TargetGroup",
                Kind.of(
                        this::targetGroup,
                        (resource, made) -> network(resource).targetGroups.remove(made.ref())),
                "AWS::ElasticLoadBalancingV2::Listener",
                Kind.of(
                        this::listener,
                        (resource, made) -> network(resource).listeners.remove(made.ref())));
    }

    private RegionTwin region(Resource resource) {
        return account.in(resource.stack().region());
    }

    private Network network(Resource resource) {
        return region(resource).network();
    }

    private String arn(Resource resource, String rest) {
        return "arn:aws:elasticloadbalancing:" + resource.stack().region() + ":" + account.id() + ":" + rest;
    }

    private Made balancer(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "Name", Names.of(resource, LONGEST_NAME), NAME);
        Reading.choiceOr(properties, "Type", "application", "application");
        Reading.choice(properties, "Scheme", "internet-facing");
        boolean dualStack = Reading.choiceOr(properties, "IpAddressType", "ipv4", "ipv4", "dualstack")
                .equals("dualstack");
        List<String> subnets = properties.texts("Subnets");
        Set<String> zones = new HashSet<>();
        subnets.forEach(subnet -> zones.add(network(resource)
                .subnets
                .find(subnet)
                .orElseThrow(() -> Reading.wrong(properties, "Subnets", "subnets that stand"))
                .zone()));
        // "You must specify subnets from at least two Availability Zones" (API model, CreateLoadBalancer).
        if (zones.size() < 2) {
            throw Reading.wrong(properties, "Subnets", "subnets in at least two availability zones");
        }
        List<String> groups = properties.texts("SecurityGroups");
        if (groups.isEmpty()
                || groups.stream()
                        .anyMatch(id -> region(resource).ec2().group(id).isEmpty())) {
            throw Reading.wrong(properties, "SecurityGroups", "security groups that stand");
        }
        attributes(properties, "LoadBalancerAttributes");
        Reading.tags(properties);
        properties.done();
        String id = Names.id("lb", resource).substring(3);
        String dnsName = name.toLowerCase(java.util.Locale.ROOT) + "-" + id + "."
                + resource.stack().region() + ".elb.amazonaws.com";
        String arn = arn(resource, "loadbalancer/app/" + name + "/" + id);
        network(resource).balancers.put(arn, new Balancer(dnsName, subnets, groups));
        String zone = BalancerZones.of(resource.stack().region());
        List<String> addresses = dualStack
                ? List.of(
                        adjustments.ipv4(resource.stack().region()),
                        adjustments.ipv6(resource.stack().region()))
                : List.of(adjustments.ipv4(resource.stack().region()));
        account.route53().publish(new AwsName(DnsName.of(dnsName), zone, addresses));
        return Made.of(arn)
                .with("LoadBalancerArn", arn)
                .with("DNSName", dnsName)
                .with("CanonicalHostedZoneID", zone)
                .with("LoadBalancerName", name)
                .with("LoadBalancerFullName", "app/" + name + "/" + id);
    }

    private static void attributes(Properties properties, String list) {
        for (Properties attribute : properties.sections(list)) {
            attribute.text("Key");
            attribute.text("Value");
        }
    }

    private Made targetGroup(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "Name", Names.of(resource, LONGEST_NAME), NAME);
        int port = Math.toIntExact(Reading.within(properties, "Port", 80, 1, 65_535));
        Reading.choice(properties, "Protocol", "HTTP");
        Reading.choiceOr(properties, "ProtocolVersion", "HTTP1", "HTTP1");
        Reading.choiceOr(properties, "IpAddressType", "ipv4", "ipv4");
        Reading.choiceOr(properties, "TargetType", "instance", "instance");
        NetworkResources.require(properties, "VpcId", network(resource).vpcs);
        Map<String, Integer> targets = new TreeMap<>();
        for (Properties target : properties.sections("Targets")) {
            String instance = NetworkResources.require(
                    target, "Id", id -> region(resource).ec2().running(id).isPresent());
            targets.put(instance, Math.toIntExact(Reading.within(target, "Port", port, 1, 65_535)));
        }
        LoadBalancerSettings settings = check(properties);
        attributes(properties, "TargetGroupAttributes");
        Reading.tags(properties);
        properties.done();
        String id = Names.id("tg", resource).substring(3);
        String arn = arn(resource, "targetgroup/" + name + "/" + id);
        network(resource).targetGroups.put(arn, new TargetGroup(settings, targets));
        return Made.of(arn)
                .with("TargetGroupArn", arn)
                .with("TargetGroupName", name)
                .with("TargetGroupFullName", "targetgroup/" + name + "/" + id);
    }

    /** "Health check settings", User Guide for Application Load Balancers, with its defaults. */
    private static LoadBalancerSettings check(Properties properties) {
        if (!properties.flagOr("HealthCheckEnabled", true)) {
            throw Reading.wrong(
                    properties, "HealthCheckEnabled", "true: targets that are instances are always checked");
        }
        Reading.choiceOr(properties, "HealthCheckProtocol", "HTTP", "HTTP");
        Reading.choiceOr(properties, "HealthCheckPort", "traffic-port", "traffic-port");
        long interval = Reading.within(properties, "HealthCheckIntervalSeconds", 30, 5, 300);
        long timeout = Reading.within(properties, "HealthCheckTimeoutSeconds", 5, 2, 120);
        if (timeout >= interval) {
            throw Reading.wrong(properties, "HealthCheckTimeoutSeconds", "less than the interval of " + interval);
        }
        String matcher = properties
                .findSection("Matcher")
                .map(section -> section.text("HttpCode"))
                .orElse("200");
        try {
            return LoadBalancerSettings.DEFAULT
                    .checking(Duration.ofSeconds(interval), Duration.ofSeconds(timeout))
                    .counting(
                            Math.toIntExact(Reading.within(properties, "HealthyThresholdCount", 5, 2, 10)),
                            Math.toIntExact(Reading.within(properties, "UnhealthyThresholdCount", 2, 2, 10)))
                    .asking(Reading.formOr(properties, "HealthCheckPath", "/", PATH), Statuses.parse(matcher));
        } catch (IllegalArgumentException e) {
            throw new Unsupported(properties.path() + ".Matcher.HttpCode", String.valueOf(e.getMessage()));
        }
    }

    private Made listener(Resource resource) {
        Properties properties = resource.properties();
        String balancer = NetworkResources.require(properties, "LoadBalancerArn", network(resource).balancers);
        int port = Math.toIntExact(Reading.within(properties, "Port", 80, 1, 65_535));
        String protocol = Reading.choice(properties, "Protocol", "HTTP", "HTTPS");
        properties.textOr("SslPolicy", "");
        properties.sections("Certificates").forEach(certificate -> certificate.text("CertificateArn"));
        List<Properties> actions = properties.sections("DefaultActions");
        if (actions.size() != 1) {
            throw Reading.wrong(properties, "DefaultActions", "one action");
        }
        String targetGroup = action(resource, actions.getFirst());
        Reading.tags(properties);
        properties.done();
        if (protocol.equals("HTTPS")) {
            throw Reading.wrong(properties, "Protocol", "HTTP: the lab's load balancers have no certificates");
        }
        String id = Names.id("ls", resource).substring(3);
        String arn = balancer.replace(":loadbalancer/", ":listener/") + "/" + id;
        network(resource).listeners.put(arn, new Listener(balancer, port, targetGroup));
        return Made.of(arn).with("ListenerArn", arn);
    }

    private String action(Resource resource, Properties action) {
        if (Reading.choice(action, "Type", "forward", "redirect").equals("forward")) {
            return NetworkResources.require(action, "TargetGroupArn", network(resource).targetGroups);
        }
        Properties redirect = action.section("RedirectConfig");
        Reading.choice(redirect, "StatusCode", "HTTP_301", "HTTP_302");
        Reading.choiceOr(redirect, "Protocol", "#{protocol}", "HTTP", "HTTPS", "#{protocol}");
        Reading.formOr(redirect, "Port", "#{port}", REDIRECT_PORT);
        List.of("Host", "Path", "Query").forEach(part -> redirect.textOr(part, ""));
        return "";
    }
}
