package io.regent.lab.twin.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A security group. Without an egress rule of its own it lets everything out.
 *
 * @param id such as {@code sg-0123456789abcdef0}
 */
public record SecurityGroup(
        String id,
        String name,
        String description,
        String vpc,
        Map<String, String> tags,
        List<Rule> ingress,
        List<Rule> egress)
        implements Described {
    /** Every IPv4 address. */
    public static final String ANYWHERE = "0.0.0.0/0";

    /**
     * A rule.
     *
     * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, or {@code -1} for all
     * @param from of ports; -1 for all
     * @param peer a CIDR block, a security group's id, or a prefix list's
     */
    public record Rule(String protocol, long from, long to, String peer, String description) {
        /** Whether it is about a TCP port. */
        public boolean covers(long port) {
            return protocol.equals("-1") || (protocol.equals("tcp") && from <= port && port <= to);
        }
    }

    public SecurityGroup {
        tags = Map.copyOf(tags);
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
    }

    SecurityGroup with(boolean in, List<Rule> more) {
        List<Rule> all = new ArrayList<>(in ? ingress : egress);
        all.addAll(more);
        return new SecurityGroup(id, name, description, vpc, tags, in ? all : ingress, in ? egress : all);
    }

    @Override
    public Map<String, List<String>> attributes() {
        return Map.of(
                "group-id", List.of(id),
                "group-name", List.of(name),
                "description", List.of(description),
                "vpc-id", List.of(vpc),
                "ip-permission.from-port",
                        ingress.stream().map(rule -> Long.toString(rule.from())).toList(),
                "ip-permission.to-port",
                        ingress.stream().map(rule -> Long.toString(rule.to())).toList(),
                "ip-permission.cidr",
                        ingress.stream()
                                .map(Rule::peer)
                                .filter(peer -> peer.contains("."))
                                .toList());
    }
}
