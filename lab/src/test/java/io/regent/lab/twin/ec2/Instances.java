package io.regent.lab.twin.ec2;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Instances as tests want them. */
public final class Instances {
    private Instances() {}

    /** The registry's instance of the templates, running. */
    public static Ec2Instance running(String id) {
        return new Ec2Instance(
                id,
                "ami-1",
                "t4g.small",
                "subnet-1",
                "vpc-1",
                "eu-west-1a",
                List.of("sg-1"),
                Map.of("Name", "regent-registry"),
                Ec2Instance.State.RUNNING,
                Instant.EPOCH);
    }
}
