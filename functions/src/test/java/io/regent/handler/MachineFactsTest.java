package io.regent.handler;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.machine.ElasticIp;
import io.regent.machine.Instance;
import io.regent.machine.Known;
import io.regent.machine.MachineReading;
import io.regent.machine.Machines;
import io.regent.machine.RepairOutcome;
import io.regent.preflight.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a preflight makes of what EC2 says, of a machine that the stack made and of one that it did not. */
class MachineFactsTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Known<List<Instance>> NO_INSTANCE = new Known.Is<>(List.of());
    private static final Known<List<ElasticIp>> NO_ADDRESS = new Known.Is<>(List.of());
    private static final Known<List<Instance>> RUNNING = new Known.Is<>(List.of(new Instance(
            "i-1",
            Instance.State.RUNNING,
            new Known.Is<>(new Instance.Checks(Instance.Check.OK, Instance.Check.OK)),
            List.of("sg-1"))));
    private static final Known<List<ElasticIp>> ATTACHED =
            new Known.Is<>(List.of(new ElasticIp("203.0.113.7", "eipalloc-1", Optional.of("i-1"), Optional.empty())));

    private static List<Machine.Fact> facts(
            boolean made, Known<List<Instance>> instances, Known<List<ElasticIp>> addresses) {
        Machines ec2 = new Machines() {
            @Override
            public MachineReading look(Service service, Region region, Instant deadline) {
                return new MachineReading(region, "regent-registry", NOW, instances, addresses, List.of());
            }

            @Override
            public RepairOutcome reboot(Service service, Region region, Instant deadline) {
                throw new AssertionError("a preflight repairs nothing");
            }

            @Override
            public RepairOutcome attach(Service service, Region region, Instant deadline) {
                throw new AssertionError("a preflight repairs nothing");
            }
        };
        return new MachineFacts(ec2, made)
                .look(ServiceExamples.service(ServiceExamples.policy(1), 50, 50), IRELAND, NOW.plusSeconds(10));
    }

    @Test
    void anEndpointThatWasThereBeforeRegentHasNoMachineAndThatIsWell() {
        assertThat(facts(false, NO_INSTANCE, NO_ADDRESS)).isEmpty();
    }

    @Test
    void aMachineThatTheStackMadeAndThatIsGoneIsMissed() {
        assertThat(facts(true, NO_INSTANCE, NO_ADDRESS))
                .extracting(Machine.Fact::standing)
                .containsExactly(Machine.Standing.UNWELL, Machine.Standing.UNWELL);
        assertThat(facts(true, NO_INSTANCE, NO_ADDRESS))
                .extracting(Machine.Fact::what)
                .containsExactly(
                        "no instance named regent-registry: deploy the region with Endpoint=none, then with Endpoint=registry again",
                        "no Elastic IP named regent-registry: deploy the region with Endpoint=none, then with Endpoint=registry again");
    }

    @Test
    void aMachineThatIsWellIsWellWhoeverMadeIt() {
        assertThat(facts(true, RUNNING, ATTACHED))
                .isEqualTo(facts(false, RUNNING, ATTACHED))
                .singleElement()
                .extracting(Machine.Fact::standing)
                .isEqualTo(Machine.Standing.WELL);
    }

    @Test
    void whatCannotBeLookedUpIsNotKnown() {
        Known<List<ElasticIp>> denied = new Known.Unknown<>(Known.Cause.DENIED, "UnauthorizedOperation");

        assertThat(facts(true, RUNNING, denied))
                .singleElement()
                .extracting(Machine.Fact::standing)
                .isEqualTo(Machine.Standing.UNKNOWN);
    }
}
