package io.regent.machine;

import io.regent.fleet.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What EC2 said about an endpoint, each part for itself: one that could not be learnt hides no other.
 *
 * @param name the tag Name that marks what belongs to the endpoint
 * @param at when it was asked
 * @param instances all that carry the name, those that are gone included
 * @param addresses all that carry the name
 * @param openings of the ports that the fleet's document has for the endpoint
 */
public record MachineReading(
        Region region,
        String name,
        Instant at,
        Known<List<Instance>> instances,
        Known<List<ElasticIp>> addresses,
        List<Opening> openings) {
    /** CloudFormation compares templates, not the world: deploying the same again would bring nothing back. */
    private static final String ANEW = "deploy the region with Endpoint=none, then with Endpoint=registry again";

    public MachineReading {
        openings = List.copyOf(openings);
    }

    /** What is wrong, each in a sentence with what a person can do; what is not known is not here. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        if (instances instanceof Known.Is<List<Instance>> is) {
            List<Instance> there =
                    is.value().stream().filter(one -> !one.state().isGone()).toList();
            if (there.isEmpty()) {
                troubles.add("no instance named " + name + ": " + ANEW);
            } else if (there.size() > 1) {
                troubles.add(there.size() + " instances named " + name + ": "
                        + String.join(", ", there.stream().map(Instance::id).toList())
                        + "; keep the one of the region's stack");
            }
            there.forEach(one -> troubles.addAll(troubles(one)));
            if (addresses instanceof Known.Is<List<ElasticIp>> known) {
                troubles.addAll(troubles(known.value(), there));
            }
        }
        for (Opening opening : openings) {
            if (opening.from().is(List::isEmpty)) {
                troubles.add("port " + opening.port() + " is shut: no security group of the "
                        + MachineSection.whose(opening.part()) + " lets anybody in");
            }
        }
        return troubles;
    }

    private List<String> troubles(Instance instance) {
        List<String> troubles = new ArrayList<>();
        switch (instance.state()) {
            case RUNNING, SHUTTING_DOWN, TERMINATED -> {}
            case STOPPED ->
                troubles.add(instance.id() + " is stopped: aws ec2 start-instances --region " + region
                        + " --instance-ids " + instance.id());
            case PENDING, STOPPING ->
                troubles.add(instance.id() + " is " + instance.state().label() + ": look again in a minute");
        }
        if (instance.checks() instanceof Known.Is<Instance.Checks> is) {
            if (is.value().system() == Instance.Check.IMPAIRED) {
                troubles.add("the system status check of " + instance.id()
                        + " fails: AWS repairs the host, or stop and start the instance to move it to another");
            }
            if (is.value().instance() == Instance.Check.IMPAIRED) {
                troubles.add("the instance status check of " + instance.id() + " fails: " + repair("reboot"));
            }
        }
        return troubles;
    }

    private List<String> troubles(List<ElasticIp> known, List<Instance> there) {
        if (known.isEmpty()) {
            return List.of("no Elastic IP named " + name + ": " + ANEW);
        }
        return known.stream()
                .filter(ip -> there.stream().noneMatch(one -> one.runs() && ip.isOf(one))
                        && (there.stream().anyMatch(Instance::runs)
                                || there.stream().noneMatch(ip::isOf)))
                .map(ip -> "the Elastic IP " + ip.address() + " is attached to " + ip.attachment()
                        + ", not to a running instance named " + name + ": " + repair("address"))
                .toList();
    }

    private String repair(String means) {
        return "once the endpoint is drained, ask for {\"action\": \"repair\", \"region\": \"" + region
                + "\", \"means\": \"" + means + "\"}";
    }

    /** What is not known, each in a sentence that says why. */
    public List<String> unknowns() {
        List<String> unknowns = new ArrayList<>();
        if (instances instanceof Known.Unknown<List<Instance>> unknown) {
            unknowns.add("instances: " + unknown);
        }
        if (instances instanceof Known.Is<List<Instance>> is) {
            for (Instance one : is.value()) {
                if (!one.state().isGone() && one.checks() instanceof Known.Unknown<Instance.Checks> unknown) {
                    unknowns.add("status checks of " + one.id() + ": " + unknown);
                }
            }
        }
        if (addresses instanceof Known.Unknown<List<ElasticIp>> unknown) {
            unknowns.add("Elastic IP: " + unknown);
        }
        for (Opening opening : openings) {
            if (opening.from() instanceof Known.Unknown<List<String>> unknown) {
                unknowns.add("port " + opening.port() + ": " + unknown);
            }
        }
        return unknowns;
    }
}
