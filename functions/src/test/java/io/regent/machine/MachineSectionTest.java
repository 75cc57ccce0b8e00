package io.regent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Section;
import io.regent.fleet.Region;
import io.regent.fleet.Target;
import io.regent.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineSectionTest {
    private static final Instant AT = Instant.parse("2026-01-01T03:00:00Z");
    private static final String LONG =
            "UnauthorizedOperation (HTTP 403): You are not authorized to perform this operation. User: "
                    + "arn:aws:sts::123456789012:assumed-role/look/look is not authorized to perform: ec2:DescribeAddresses";

    private static MachineReading reading(Known<List<Instance>> instances, Known<List<ElasticIp>> addresses) {
        return new MachineReading(
                new Region("eu-west-1"),
                "regent-registry",
                AT,
                instances,
                addresses,
                List.of(
                        new Opening(Target.Part.LOAD_BALANCER, 80, new Known.Is<>(List.of("0.0.0.0/0"))),
                        new Opening(Target.Part.ORIGIN, 5000, new Known.Is<>(List.of()))));
    }

    private static Known<List<Instance>> one(Instance.Check system, Instance.Check instance) {
        return new Known.Is<>(List.of(new Instance(
                "i-1",
                Instance.State.RUNNING,
                new Known.Is<>(new Instance.Checks(system, instance)),
                List.of("sg-1"))));
    }

    @Test
    void aPersonReadsWhatMachinesRead() {
        Section section = MachineSection.of(reading(
                one(Instance.Check.OK, Instance.Check.IMPAIRED),
                new Known.Is<>(List.of(
                        new ElasticIp("203.0.113.7", "eipalloc-1", Optional.of("i-1"), Optional.of("eni-1"))))));

        assertThat(section.name()).isEqualTo("machine");
        assertThat(section.lines()).containsExactly("""
                instance    i-1 running, system check ok, instance check impaired
                address     203.0.113.7 attached to i-1
                port 80     open (load balancer) to 0.0.0.0/0
                port 5000   shut (instance)
                trouble     the instance status check of i-1 fails: once the endpoint is drained, ask for {"action":
                            "repair", "region": "eu-west-1", "means": "reboot"}
                trouble     port 5000 is shut: no security group of the instance lets anybody in
                """.strip().split("\n", -1));
        assertThat(Json.write(section.facts())).isEqualTo("""
                {"region":"eu-west-1","name":"regent-registry","at":"2026-01-01T03:00:00Z",\
                "instances":[{"id":"i-1","state":"running","checks":{"system":"ok","instance":"impaired"}}],\
                "addresses":[{"address":"203.0.113.7","allocation":"eipalloc-1","instance":"i-1",\
                "networkInterface":"eni-1"}],\
                "ports":[{"port":80,"part":"load-balancer","from":["0.0.0.0/0"]},\
                {"port":5000,"part":"origin","from":[]}],\
                "troubles":["the instance status check of i-1 fails: once the endpoint is drained, ask for \
                {\\"action\\": \\"repair\\", \\"region\\": \\"eu-west-1\\", \\"means\\": \\"reboot\\"}",\
                "port 5000 is shut: no security group of the instance lets anybody in"]}""");
    }

    @Test
    void whatIsUnknownSaysWhyAndKeepsToTheWidth() {
        Section section = MachineSection.of(reading(
                new Known.Unknown<>(Known.Cause.THROTTLED, "x".repeat(250)),
                new Known.Unknown<>(Known.Cause.DENIED, LONG)));

        assertThat(section.lines()).allMatch(line -> line.length() <= 100);
        assertThat(section.lines()).anyMatch(line -> line.startsWith("instance    unknown: throttled:"));
        assertThat(String.join(" ", section.lines()).replaceAll(" +", " ")).contains(LONG);
        assertThat(Json.write(section.facts())).contains("\"addresses\":{\"unknown\":\"denied: Unauthorized");
    }

    @Test
    void anAddressOfAnotherInterfaceIsNoInstances() {
        MachineReading reading = reading(
                one(Instance.Check.OK, Instance.Check.OK),
                new Known.Is<>(
                        List.of(new ElasticIp("203.0.113.7", "eipalloc-1", Optional.empty(), Optional.of("eni-9")))));

        assertThat(MachineSection.of(reading).lines())
                .contains("address     203.0.113.7 attached to eni-9, which is no instance's");
        assertThat(reading.troubles()).anyMatch(line -> line.contains("attached to eni-9, which is no instance's"));
    }

    @Test
    void aStoppedInstanceWithItsAddressIsOneTrouble() {
        Instance stopped = new Instance(
                "i-1",
                Instance.State.STOPPED,
                new Known.Is<>(new Instance.Checks(Instance.Check.NOT_APPLICABLE, Instance.Check.NOT_APPLICABLE)),
                List.of());
        MachineReading reading = reading(
                new Known.Is<>(List.of(stopped)),
                new Known.Is<>(
                        List.of(new ElasticIp("203.0.113.7", "eipalloc-1", Optional.of("i-1"), Optional.empty()))));

        assertThat(reading.troubles())
                .filteredOn(line -> !line.startsWith("port"))
                .hasSize(1);
    }
}
