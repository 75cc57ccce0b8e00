package io.regent.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.aws.AwsAccess;
import io.regent.aws.AwsClients;
import io.regent.aws.CallLimits;
import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.lab.place.RegistryHost;
import io.regent.lab.twin.cloudwatch.AlarmFilter;
import io.regent.lab.twin.ec2.ElasticAddress;
import io.regent.machine.Ec2Machines;
import io.regent.machine.Instance;
import io.regent.machine.Known;
import io.regent.machine.MachineReading;
import io.regent.machine.Machines;
import io.regent.machine.RepairOutcome;
import io.regent.process.Environment;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Regent sees and mends by EC2 in the lab's world, which is made of the repository's templates. */
@Timeout(120)
class RepairTest {
    private static final Region IRELAND = World.IRELAND;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final World world;
    private final Service service;
    private final Machines machines;

    RepairTest() throws Exception {
        world = World.open(
                Templates.ofRepository(),
                Tempo.BRISK,
                Ports.USUAL,
                "",
                InstantSource.system(),
                Hosting.HERE,
                (function, line) -> {});
        String document = world.account()
                .in(IRELAND)
                .parameters()
                .get("/regent/fleet", true)
                .value();
        service = switch (FleetDocument.read(document)) {
            case Reading.Read read -> read.fleet().services().getFirst();
            case Reading.Refused refused -> throw new IllegalStateException(refused.toString());
        };
        AwsAccess access = AwsAccess.from(Environment.of(Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL", world.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "AKIAPERSON",
                "AWS_SECRET_ACCESS_KEY", "lab")));
        machines = new Ec2Machines(
                new AwsClients(access, CallLimits.USUAL),
                new AwsClients(access, CallLimits.ONCE),
                "regent",
                InstantSource.system());
        // The first call of all loads EC2's client, which takes long on a busy machine.
        await("EC2 answers", () -> look().unknowns().isEmpty());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private MachineReading look() {
        return machines.look(service, IRELAND, Instant.now().plusSeconds(20));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        for (Instant end = Instant.now().plus(LONG_ENOUGH); Instant.now().isBefore(end); ) {
            if (condition.call()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not within " + LONG_ENOUGH + ": " + what);
    }

    private boolean originAnswers() {
        try (Socket socket = new Socket(world.clientAddress(IRELAND), Place.REGISTRY_PORT)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aSoundEndpointHasNoTroublesAndItsChecksPass() throws Exception {
        assertThat(look().troubles()).isEmpty();
        assertThat(look().unknowns()).isEmpty();
        assertThat(look().openings())
                .extracting(opening -> opening.port() + " " + opening.from())
                .allMatch(text -> text.contains("0.0.0.0/0") && text.contains("::/0"))
                .anyMatch(text -> text.startsWith("5000 "))
                .anyMatch(text -> text.startsWith("8080 "));
        await(
                "the status checks pass",
                () -> look().instances()
                        .equals(new Known.Is<>(List.of(new Instance(
                                world.account().in(IRELAND).network().instance().orElseThrow(),
                                Instance.State.RUNNING,
                                new Known.Is<>(new Instance.Checks(Instance.Check.OK, Instance.Check.OK)),
                                world.account()
                                        .in(IRELAND)
                                        .ec2()
                                        .running()
                                        .getFirst()
                                        .groups())))));
    }

    @Test
    void aDeadRegistryFailsNoStatusCheckAndARebootStartsIt() throws Exception {
        world.registry(IRELAND).kill();
        assertThat(look().troubles()).as("EC2 knows nothing of it").isEmpty();

        assertThat(machines.reboot(service, IRELAND, Instant.now().plusSeconds(20)))
                .isInstanceOf(RepairOutcome.Begun.class);

        await("the registry runs", () -> world.registry(IRELAND).state() == RegistryHost.State.RUNNING);
    }

    @Test
    void anAddressThatWasTakenAwayIsAttachedAgain() throws Exception {
        assertThat(originAnswers()).isTrue();
        String association = world.account()
                .in(IRELAND)
                .ec2()
                .addresses(List.of(), List.of())
                .getFirst()
                .association()
                .map(ElasticAddress.Association::id)
                .orElseThrow();
        world.account().in(IRELAND).ec2().disassociate(association);
        await("the origin does not answer", () -> !originAnswers());
        assertThat(look().troubles())
                .singleElement()
                .asString()
                .contains("the Elastic IP 127.0.1.1 is attached to nothing");

        assertThat(machines.attach(service, IRELAND, Instant.now().plusSeconds(20)))
                .isInstanceOf(RepairOutcome.Begun.class);

        await("the origin answers", this::originAnswers);
        assertThat(look().troubles()).isEmpty();
        assertThat(machines.attach(service, IRELAND, Instant.now().plusSeconds(20)))
                .isInstanceOf(RepairOutcome.Unneeded.class);
    }

    @Test
    void inADarkRegionNothingIsKnown() {
        world.faults().dark(IRELAND);

        assertThat(machines.look(service, IRELAND, Instant.now().plusSeconds(1)).unknowns())
                .isNotEmpty()
                .allMatch(line -> line.contains("no answer"));
    }

    /** The alarm of the template restarts an instance whose status check fails. */
    @Test
    void theAlarmOfAFailedCheckRebootsTheInstance() throws Exception {
        await("the alarm sees that all is well", () -> alarm().equals("OK"));
        String instance = world.account().in(IRELAND).network().instance().orElseThrow();
        world.account().in(IRELAND).ec2().impair(instance, false);

        await("it says so", () -> look().troubles().stream().anyMatch(line -> line.contains("instance status check")));
        await("the reboot mends it", () -> look().troubles().isEmpty());
    }

    private String alarm() {
        return world.account().in(IRELAND).cloudWatch().describeAlarms(AlarmFilter.ALL, 100, "").alarms().stream()
                .filter(alarm -> alarm.settings().name().equals("regent-instance-check"))
                .map(alarm -> alarm.status().value().toString())
                .findFirst()
                .orElse("");
    }
}
