package io.regent.lab.cloud;

import io.regent.lab.place.LoadBalancerSettings;
import io.regent.lab.twin.route53.DnsName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The networks of one region, what stands in them, and what of that is reached from where. A packet of the internet
 * reaches something when its subnet has a route to an internet gateway of its VPC, it has a public address, and a
 * security group lets the port in. Thread-safe.
 */
public final class Network {
    /** Every IPv4 address. */
    static final String ANYWHERE = "0.0.0.0/0";

    /** A VPC with its IPv4 range. */
    record Vpc(String cidr) {}

    /** A subnet of a VPC. */
    record Subnet(String vpc, String zone) {}

    /** A route of a route table. */
    record Route(String table, String destination, String gateway) {}

    /** A security group; without an egress rule of its own it lets everything out. */
    record Group(String vpc, List<Opening> ingress, List<Opening> egress) {
        Group {
            ingress = List.copyOf(ingress);
            egress = List.copyOf(egress);
        }
    }

    /**
     * A rule of a security group.
     *
     * @param protocol {@code tcp}, {@code udp}, or {@code -1} for all
     * @param peer a CIDR block, a security group's id, or a prefix list's
     */
    record Opening(String group, boolean in, String protocol, long from, long to, String peer) {
        boolean covers(long port) {
            return protocol.equals("-1") || (protocol.equals("tcp") && from <= port && port <= to);
        }
    }

    /** An instance. */
    record Instance(String subnet, List<String> groups) {
        Instance {
            groups = List.copyOf(groups);
        }
    }

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

        synchronized Map<String, T> all() {
            return Map.copyOf(byId);
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

    final Things<Group> groups = new Things<>();
    final Things<Opening> openings = new Things<>();
    final Things<Instance> instances = new Things<>();
    /** Elastic IP addresses by their allocation, with the instance that each is associated with, or the empty text. */
    final Things<String> addresses = new Things<>();

    final Things<Balancer> balancers = new Things<>();
    final Things<TargetGroup> targetGroups = new Things<>();
    final Things<Listener> listeners = new Things<>();

    private volatile BiConsumer<String, String> operator = (action, instance) -> {};

    /** From now on this does to an instance what an alarm wants: the action first, then the instance's id. */
    public void operator(BiConsumer<String, String> does) {
        operator = does;
    }

    void operate(String action, String instanceId) {
        if (instances.find(instanceId).isPresent()) {
            operator.accept(action, instanceId);
        }
    }

    /** The region's instance; nothing where it has none. The lab has ground for one. */
    public Optional<String> instance() {
        return instances.all().keySet().stream().findFirst();
    }

    /** Whether the internet reaches a port of the region's instance by its Elastic IP address. */
    public boolean originReached(int port) {
        return instances.all().entrySet().stream()
                .anyMatch(one -> addresses.values().contains(one.getKey())
                        && routed(one.getValue().subnet())
                        && open(one.getValue().groups(), port, List.of(ANYWHERE)));
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
                    && open(front.groups(), listener.port(), List.of(ANYWHERE));
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
        Optional<Instance> instance = instances.find(instanceId);
        List<String> peers = new ArrayList<>(front.groups());
        peers.add(ANYWHERE);
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
                        && route.destination().equals(ANYWHERE)
                        && gateways.find(route.gateway()).equals(vpc));
    }

    private boolean open(List<String> ids, int port, List<String> peers) {
        return rules(ids, true).stream().anyMatch(rule -> rule.covers(port) && peers.contains(rule.peer()));
    }

    private boolean lets(List<String> ids, int port, List<String> targets, List<String> blocks) {
        List<Opening> rules = rules(ids, false);
        return rules.isEmpty()
                || rules.stream()
                        .anyMatch(rule ->
                                rule.covers(port) && (targets.contains(rule.peer()) || blocks.contains(rule.peer())));
    }

    private List<Opening> rules(List<String> ids, boolean in) {
        List<Opening> rules = new ArrayList<>();
        for (String id : ids) {
            groups.find(id).ifPresent(group -> rules.addAll(in ? group.ingress() : group.egress()));
            openings.values().stream()
                    .filter(rule -> rule.in() == in && rule.group().equals(id))
                    .forEach(rules::add);
        }
        return rules;
    }
}
