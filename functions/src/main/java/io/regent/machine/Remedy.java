package io.regent.machine;

import io.regent.fleet.Means;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Regent may do by itself to the machine of an endpoint that is DOWN, by what EC2 says of it. A reboot is for what
 * runs on a machine that is otherwise as it should be: where anything else explains the outage, or anything is unknown,
 * it would help nothing, or hinder whoever is at it. Pure.
 */
public sealed interface Remedy {
    /**
     * This is to be done.
     *
     * @param why the evidence, in a sentence for a person
     */
    record Found(Means means, String why) implements Remedy {}

    /**
     * There is nothing to be done.
     *
     * @param obstacles what stands in the way, all of it; at least one
     */
    record None(List<Obstacle> obstacles) implements Remedy {
        public None {
            obstacles = List.copyOf(obstacles);
            if (obstacles.isEmpty()) {
                throw new IllegalArgumentException("obstacles: expected at least one");
            }
        }
    }

    /**
     * Why nothing is done.
     *
     * @param why for a person
     * @param needed what would have to be otherwise
     */
    record Obstacle(String why, String needed) {}

    /**
     * Chooses by evidence.
     *
     * @param allowed what the fleet's document lets Regent do
     */
    static Remedy of(MachineReading reading, Set<Means> allowed) {
        return switch (reading.instances()) {
            case Known.Unknown<List<Instance>> unknown -> new None(List.of(unknown("the instance", unknown)));
            case Known.Is<List<Instance>> is -> {
                List<Instance> there =
                        is.value().stream().filter(one -> !one.state().isGone()).toList();
                List<Instance> running = there.stream().filter(Instance::runs).toList();
                yield running.size() == 1
                        ? ofTheOneThatRuns(reading, running.getFirst(), there, allowed)
                        : new None(List.of(notOneThatRuns(reading, there)));
            }
        };
    }

    private static Obstacle notOneThatRuns(MachineReading reading, List<Instance> there) {
        String named = "named " + reading.name();
        if (there.isEmpty()) {
            return new Obstacle("there is no instance " + named, "the region's stack deployed again");
        }
        return there.size() == 1
                ? new Obstacle(
                        listed(there) + ", and does not run", there.getFirst().id() + " running")
                : new Obstacle(
                        "of " + there.size() + " instances " + named + " not just one runs: " + listed(there),
                        "the one of the region's stack alone");
    }

    private static Remedy ofTheOneThatRuns(
            MachineReading reading, Instance instance, List<Instance> there, Set<Means> allowed) {
        List<Obstacle> obstacles = new ArrayList<>();
        switch (reading.addresses()) {
            case Known.Unknown<List<ElasticIp>> unknown -> obstacles.add(unknown("the Elastic IP", unknown));
            case Known.Is<List<ElasticIp>> is -> {
                if (is.value().size() != 1) {
                    obstacles.add(new Obstacle(
                            is.value().size() + " Elastic IPs are named " + reading.name() + ", and not just one",
                            "the one of the region's stack alone"));
                } else if (!is.value().getFirst().isOf(instance)) {
                    String loose = astray(is.value().getFirst(), instance);
                    if (allowed.contains(Means.ADDRESS)) {
                        return new Found(Means.ADDRESS, loose);
                    }
                    obstacles.add(new Obstacle(
                            loose + ", and the fleet's document does not let Regent attach it", byHand("address")));
                }
            }
        }
        if (allowed.contains(Means.REBOOT)) {
            obstacles.addAll(againstAReboot(reading, instance, there));
        } else if (obstacles.isEmpty()) {
            obstacles.add(new Obstacle(
                    "the Elastic IP is attached to " + instance.id()
                            + ", which runs, and the fleet's document does not let Regent reboot it",
                    byHand("reboot")));
        }
        return obstacles.isEmpty() ? new Found(Means.REBOOT, onlyARebootIsLeft(instance)) : new None(obstacles);
    }

    private static String astray(ElasticIp ip, Instance instance) {
        return "the Elastic IP " + ip.address() + " is attached to " + ip.attachment() + " and not to " + instance.id()
                + ", which runs";
    }

    private static String byHand(String means) {
        return means + " among what the policy's repair allows, or a person's repair by " + means;
    }

    private static List<Obstacle> againstAReboot(MachineReading reading, Instance instance, List<Instance> there) {
        List<Obstacle> obstacles = new ArrayList<>();
        if (there.size() > 1) {
            obstacles.add(new Obstacle(
                    there.size() + " instances are named " + reading.name() + ": " + listed(there),
                    "the one of the region's stack alone"));
        }
        switch (instance.checks()) {
            case Known.Unknown<Instance.Checks> unknown ->
                obstacles.add(unknown("the status checks of " + instance.id(), unknown));
            case Known.Is<Instance.Checks> is -> obstacles.addAll(byChecks(instance, is.value()));
        }
        for (Opening opening : reading.openings()) {
            String port = "port " + opening.port() + " of the " + MachineSection.whose(opening.part());
            switch (opening.from()) {
                case Known.Unknown<List<String>> unknown -> obstacles.add(unknown(port, unknown));
                case Known.Is<List<String>> is -> {
                    if (is.value().isEmpty()) {
                        obstacles.add(new Obstacle(
                                port + " is shut: no security group lets anybody in",
                                "the region's stack deployed again"));
                    }
                }
            }
        }
        return obstacles;
    }

    /** The instance's own check may fail: that is what a reboot is for (EC2 User Guide, "Status checks"). */
    private static List<Obstacle> byChecks(Instance instance, Instance.Checks checks) {
        if (checks.system() == Instance.Check.INITIALIZING || checks.instance() == Instance.Check.INITIALIZING) {
            return List.of(new Obstacle(
                    instance.id() + " was booted just now: its status checks are initializing",
                    "its status checks done"));
        }
        List<Obstacle> obstacles = new ArrayList<>();
        if (checks.system() == Instance.Check.IMPAIRED) {
            obstacles.add(new Obstacle(
                    "the system status check of " + instance.id()
                            + " fails: AWS moves it to another host, as its alarm asks for",
                    "a sound host"));
        } else if (checks.system() != Instance.Check.OK) {
            obstacles.add(unsaid("system", instance, checks.system()));
        }
        if (checks.instance() != Instance.Check.OK && checks.instance() != Instance.Check.IMPAIRED) {
            obstacles.add(unsaid("instance", instance, checks.instance()));
        }
        return obstacles;
    }

    private static Obstacle unsaid(String which, Instance instance, Instance.Check check) {
        return new Obstacle(
                "the " + which + " status check of " + instance.id() + " says " + check.label(),
                "a status check that passes or fails");
    }

    private static String onlyARebootIsLeft(Instance instance) {
        boolean fails = instance.checks().is(checks -> checks.instance() == Instance.Check.IMPAIRED);
        return instance.id() + " runs on a sound host with its Elastic IP attached and its ports open, and "
                + (fails ? "fails its own status check" : "nothing is wrong that EC2 can see")
                + ": what runs on it is ill";
    }

    private static <T> Obstacle unknown(String what, Known.Unknown<T> unknown) {
        return new Obstacle("EC2 did not tell of " + what + ", " + unknown, "an answer of EC2");
    }

    private static String listed(List<Instance> instances) {
        return String.join(
                ", ",
                instances.stream()
                        .map(one -> one.id() + " is " + one.state().label())
                        .toList());
    }
}
