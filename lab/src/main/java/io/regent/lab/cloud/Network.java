package io.regent.lab.cloud;

import io.regent.lab.place.LoadBalancerSettings;
import io.regent.lab.twin.ec2.Ec2Instance;
import io.regent.lab.twin.ec2.Ec2Twin;
import io.regent.lab.twin.ec2.SecurityGroup;
import io.regent.lab.twin.route53.DnsName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The networks of one region, and what of what stands in them is reached from where. A packet of the internet reaches
 * something when its subnet has a route to an internet gateway of its VPC, it has a public address, and a security
 * group lets the port in. Thread-safe.
 */
public final class Network {
    /** A VPC with its IPv4 range. */
    record Vpc(String cidr) {}

    /** A subnet of a VPC. */
    record Subnet(String vpc, String zone) {}

    /** A route of a route table. */
    record Route(String table, String destination, String gateway) {}

    /** A load balancer. */
    record Balancer(String dnsName, List<String> subnets, List<String> groups) {
        Balancer {
            subnets = List.copyOf(subnets);
            groups = List.copyOf(groups);
        }
    }

    /** A target group with its targets: instances with their ports. */
    record TargetGroup(LoadBalancerSettings settings, Map<String, Integer> targets) {
        TargetGroup {
            targets = Map.copyOf(targets);
        }
    }

    /** A listener that forwards. */
    record Listener(String balancer, int port, String targetGroup) {}

    /** Things of one kind by their ids. */
    static final class Things<T> {
        private final Map<String, T> byId = new TreeMap<>();

        synchronized void put(String id, T thing) {
            byId.put(id, thing);
        }

        synchronized void remove(String id) {
            byId.remove(id);
        }

        synchronized Optional<T> find(String id) {
            return Optional.ofNullable(byId.get(id));
        }

        synchronized List<T> values() {
            return List.copyOf(byId.values());
        }
    }

    final Things<Vpc> vpcs = new Things<>();
    final Things<Subnet> subnets = new Things<>();
    /** Internet gateways with the VPC that they are attached to; the empty text for none. */
    final Things<String> gateways = new Things<>();

    final Things<String> tables = new Things<>();
    final Things<Route> routes = new Things<>();
    /** Subnets with their route tables. */
    final Things<String> associations = new Things<>();

    final Things<Balancer> balancers = new Things<>();
    final Things<TargetGroup> targetGroups = new Things<>();
    final Things<Listener> listeners = new Things<>();

    private final Ec2Twin ec2;

    Network(Ec2Twin ec2) {
        this.ec2 = ec2;
    }

    /** The region's instance; nothing where it has none. The lab has ground for one. */
    public Optional<String> instance() {
        return ec2.running().stream().map(Ec2Instance::id).findFirst();
    }

    /** Whether the internet reaches a port of the region's instance by its Elastic IP address. */
    public boolean originReached(int port) {
        return ec2.running().stream()
                .anyMatch(one -> ec2.isPublic(one.id())
                        && routed(one.subnet())
                        && open(one.groups(), port, List.of(SecurityGroup.ANYWHERE)));
    }

    /**
     * A load balancer as the internet meets it.
     *
     * @param dnsName what AWS calls it
     * @param port where it listens
     * @param targetPort of the instance that it forwards to
     * @param reachesTarget whether the security groups of both let it
     */
    public record Door(
            String dnsName, int port, int targetPort, boolean reachesTarget, LoadBalancerSettings settings) {}

    /** The load balancers' ports that the internet reaches and that forward to an instance. */
    public List<Door> doors() {
        List<Door> doors = new ArrayList<>();
        for (Listener listener : listeners.values()) {
            Optional<Balancer> balancer = balancers.find(listener.balancer());
            Optional<TargetGroup> group = targetGroups.find(listener.targetGroup());
            if (balancer.isEmpty() || group.isEmpty()) {
                continue;
            }
            Balancer front = balancer.get();
            boolean reached = front.subnets().stream().allMatch(this::routed)
                    && open(front.groups(), listener.port(), List.of(SecurityGroup.ANYWHERE));
            if (reached) {
                group.get()
                        .targets()
                        .forEach((instance, port) -> doors.add(new Door(
                                front.dnsName(),
                                listener.port(),
                                port,
                                reaches(front, instance, port),
                                group.get().settings())));
            }
        }
        return doors;
    }

    /**
     * A target group that a load balancer forwards to, by the names that their metrics have.
     *
     * @param loadBalancer such as {@code app/regent/50dc6c495c0c9188}
     * @param targetGroup such as {@code targetgroup/regent/73e2d6bc24d8a067}
     */
    public record Forwarded(String loadBalancer, String targetGroup, int targets) {}

    /** The target groups that load balancers forward to, each once. */
    public Set<Forwarded> forwarded() {
        Set<Forwarded> found = new LinkedHashSet<>();
        for (Listener listener : listeners.values()) {
            targetGroups
                    .find(listener.targetGroup())
                    .ifPresent(group -> found.add(new Forwarded(
                            listener.balancer().replaceFirst(".*:loadbalancer/", ""),
                            listener.targetGroup().replaceFirst(".*:targetgroup/", "targetgroup/"),
                            group.targets().size())));
        }
        return found;
    }

    /** How many targets the target groups of a load balancer have, by group. */
    public List<Integer> targets(DnsName dnsName) {
        return listeners.values().stream()
                .filter(listener -> balancers
                        .find(listener.balancer())
                        .filter(balancer -> DnsName.of(balancer.dnsName()).equals(dnsName))
                        .isPresent())
                .flatMap(listener -> targetGroups.find(listener.targetGroup()).stream())
                .map(group -> group.targets().size())
                .toList();
    }

    private boolean reaches(Balancer front, String instanceId, int port) {
        Optional<Ec2Instance> instance = ec2.running(instanceId);
        List<String> peers = new ArrayList<>(front.groups());
        peers.add(SecurityGroup.ANYWHERE);
        front.subnets().stream()
                .flatMap(subnet -> subnets.find(subnet).stream())
                .flatMap(subnet -> vpcs.find(subnet.vpc()).stream())
                .forEach(vpc -> peers.add(vpc.cidr()));
        return instance.isPresent()
                && open(instance.get().groups(), port, peers)
                && lets(front.groups(), port, instance.get().groups(), peers);
    }

    private boolean routed(String subnetId) {
        Optional<String> vpc = subnets.find(subnetId).map(Subnet::vpc);
        String table = associations.find(subnetId).orElse("");
        return routes.values().stream()
                .anyMatch(route -> route.table().equals(table)
                        && route.destination().equals(SecurityGroup.ANYWHERE)
                        && gateways.find(route.gateway()).equals(vpc));
    }

    private boolean open(List<String> ids, int port, List<String> peers) {
        return rules(ids, SecurityGroup::ingress).anyMatch(rule -> rule.covers(port) && peers.contains(rule.peer()));
    }

    private boolean lets(List<String> ids, int port, List<String> targets, List<String> blocks) {
        List<SecurityGroup.Rule> rules = rules(ids, SecurityGroup::egress).toList();
        return rules.isEmpty()
                || rules.stream()
                        .anyMatch(rule ->
                                rule.covers(port) && (targets.contains(rule.peer()) || blocks.contains(rule.peer())));
    }

    private Stream<SecurityGroup.Rule> rules(List<String> ids, Function<SecurityGroup, List<SecurityGroup.Rule>> way) {
        return ids.stream().flatMap(id -> ec2.group(id).stream()).flatMap(group -> way.apply(group).stream());
    }
}
