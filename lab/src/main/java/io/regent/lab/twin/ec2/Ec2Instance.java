package io.regent.lab.twin.ec2;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An instance.
 *
 * @param id such as {@code i-0123456789abcdef0}
 * @param image such as {@code ami-0123456789abcdef0}; empty where a launch template says it
 * @param type such as {@code t4g.small}; empty where a launch template says it
 * @param groups the ids of its security groups
 */
public record Ec2Instance(
        String id,
        String image,
        String type,
        String subnet,
        String vpc,
        String zone,
        List<String> groups,
        Map<String, String> tags,
        State state,
        Instant launched)
        implements Described {
    /** "The state of the instance" with its code (EC2 API reference, InstanceState). */
    public enum State {
        RUNNING(16, "running"),
        TERMINATED(48, "terminated");

        private final int code;
        private final String label;

        State(int code, String label) {
            this.code = code;
            this.label = label;
        }

        public int code() {
            return code;
        }

        public String label() {
            return label;
        }
    }

    public Ec2Instance {
        groups = List.copyOf(groups);
        tags = Map.copyOf(tags);
    }

    Ec2Instance in(State other) {
        return new Ec2Instance(id, image, type, subnet, vpc, zone, groups, tags, other, launched);
    }

    boolean runs() {
        return state == State.RUNNING;
    }

    /** The id of its one network interface. */
    public String networkInterface() {
        return "eni-" + id.substring(2);
    }

    @Override
    public Map<String, List<String>> attributes() {
        return Map.of(
                "instance-id", List.of(id),
                "image-id", List.of(image),
                "instance-type", List.of(type),
                "instance-state-name", List.of(state.label()),
                "instance-state-code", List.of(Integer.toString(state.code())),
                "subnet-id", List.of(subnet),
                "vpc-id", List.of(vpc),
                "availability-zone", List.of(zone),
                "instance.group-id", groups);
    }
}
