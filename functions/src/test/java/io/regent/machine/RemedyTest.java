package io.regent.machine;

import static io.regent.machine.Readings.ID;
import static io.regent.machine.Readings.attachedTo;
import static io.regent.machine.Readings.checked;
import static io.regent.machine.Readings.in;
import static io.regent.machine.Readings.known;
import static io.regent.machine.Readings.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Means;
import io.regent.fleet.Region;
import io.regent.fleet.Target;
import io.regent.machine.Instance.Check;
import io.regent.machine.Instance.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is repaired by which evidence, and each reason for repairing nothing. */
class RemedyTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Instant AT = Instant.parse("2026-01-01T03:00:00Z");
    private static final Set<Means> ALL = Set.of(Means.values());
    private static final Set<Means> REBOOT = Set.of(Means.REBOOT);
    private static final Set<Means> ADDRESS = Set.of(Means.ADDRESS);
    private static final ElasticIp LOOSE =
            new ElasticIp("203.0.113.7", "eipalloc-1", Optional.empty(), Optional.empty());

    private static MachineReading reading(Known<List<Instance>> instances, Known<List<ElasticIp>> addresses) {
        return Readings.of(IRELAND, AT, instances, addresses);
    }

    private static MachineReading with(Opening... openings) {
        MachineReading sound = Readings.sound(IRELAND, AT);
        return new MachineReading(IRELAND, sound.name(), AT, sound.instances(), sound.addresses(), List.of(openings));
    }

    private static <T> Known<T> unknown() {
        return new Known.Unknown<>(Known.Cause.DENIED, "no right");
    }

    private static List<String> reasons(MachineReading reading, Set<Means> allowed) {
        return switch (Remedy.of(reading, allowed)) {
            case Remedy.Found found -> List.of("found " + found);
            case Remedy.None none ->
                none.obstacles().stream()
                        .map(obstacle -> obstacle.why() + "; needed: " + obstacle.needed())
                        .toList();
        };
    }

    @Test
    void aMachineWithNothingWrongThatEc2CanSeeIsRebooted() {
        assertThat(Remedy.of(Readings.sound(IRELAND, AT), ALL))
                .isEqualTo(new Remedy.Found(
                        Means.REBOOT,
                        "i-1 runs on a sound host with its Elastic IP attached and its ports open, and nothing is wrong"
                                + " that EC2 can see: what runs on it is ill"));
    }

    @Test
    void aMachineThatFailsItsOwnStatusCheckIsRebooted() {
        assertThat(Remedy.of(reading(known(checked(ID, Check.OK, Check.IMPAIRED)), known(attachedTo(ID))), REBOOT))
                .isEqualTo(new Remedy.Found(
                        Means.REBOOT,
                        "i-1 runs on a sound host with its Elastic IP attached and its ports open, and fails its own"
                                + " status check: what runs on it is ill"));
    }

    @Test
    void anAddressThatIsElsewhereIsAttachedBeforeAnythingIsRebooted() {
        assertThat(Remedy.of(reading(known(running(ID)), known(LOOSE)), ALL))
                .isEqualTo(new Remedy.Found(
                        Means.ADDRESS, "the Elastic IP 203.0.113.7 is attached to nothing and not to i-1, which runs"));
        assertThat(Remedy.of(reading(known(running(ID)), known(attachedTo("i-2"))), ADDRESS))
                .isEqualTo(new Remedy.Found(
                        Means.ADDRESS, "the Elastic IP 203.0.113.7 is attached to i-2 and not to i-1, which runs"));
    }

    /**
     * Attaching an address needs to know nothing of status checks and ports, and an old instance may still be there.
     */
    @Test
    void anAddressIsAttachedWhateverElseIsWrong() {
        for (Instance runs : List.of(
                checked(ID, Check.IMPAIRED, Check.IMPAIRED),
                checked(ID, Check.INITIALIZING, Check.INITIALIZING),
                new Instance(ID, State.RUNNING, unknown(), List.of()))) {
            assertThat(Remedy.of(reading(known(runs, in(State.STOPPED, "i-2")), known(LOOSE)), ADDRESS))
                    .isInstanceOf(Remedy.Found.class);
        }
    }

    @Test
    void whatIsGoneIsNotCounted() {
        assertThat(Remedy.of(reading(known(in(State.TERMINATED, "i-0"), running(ID)), known(attachedTo(ID))), REBOOT))
                .isInstanceOf(Remedy.Found.class);
    }

    static Stream<Arguments> reasons() {
        Known<List<ElasticIp>> attached = known(attachedTo(ID));
        return Stream.of(
                Arguments.of(
                        reading(unknown(), unknown()),
                        ALL,
                        "EC2 did not tell of the instance, denied: no right; needed: an answer of EC2"),
                Arguments.of(
                        reading(known(), known(LOOSE)),
                        ALL,
                        "there is no instance named regent-registry; needed: the region's stack deployed again"),
                Arguments.of(
                        reading(known(in(State.TERMINATED, ID)), known(LOOSE)),
                        ALL,
                        "there is no instance named regent-registry; needed: the region's stack deployed again"),
                Arguments.of(
                        reading(known(in(State.STOPPED, ID)), attached),
                        ALL,
                        "i-1 is stopped, and does not run; needed: i-1 running"),
                Arguments.of(
                        reading(known(in(State.PENDING, ID)), attached),
                        ALL,
                        "i-1 is pending, and does not run; needed: i-1 running"),
                Arguments.of(
                        reading(known(running(ID), running("i-2")), known(LOOSE)),
                        ALL,
                        "of 2 instances named regent-registry not just one runs: i-1 is running, i-2 is running;"
                                + " needed: the one of the region's stack alone"),
                Arguments.of(
                        reading(known(in(State.STOPPED, ID), in(State.STOPPED, "i-2")), attached),
                        ALL,
                        "of 2 instances named regent-registry not just one runs: i-1 is stopped, i-2 is stopped;"
                                + " needed: the one of the region's stack alone"),
                Arguments.of(
                        reading(known(running(ID), in(State.STOPPED, "i-2")), attached),
                        REBOOT,
                        "2 instances are named regent-registry: i-1 is running, i-2 is stopped; needed: the one of the"
                                + " region's stack alone"),
                Arguments.of(
                        reading(known(running(ID)), unknown()),
                        ALL,
                        "EC2 did not tell of the Elastic IP, denied: no right; needed: an answer of EC2"),
                Arguments.of(
                        reading(known(running(ID)), known()),
                        ALL,
                        "0 Elastic IPs are named regent-registry, and not just one; needed: the one of the region's"
                                + " stack alone"),
                Arguments.of(
                        reading(known(running(ID)), known(LOOSE, attachedTo(ID))),
                        ADDRESS,
                        "2 Elastic IPs are named regent-registry, and not just one; needed: the one of the region's"
                                + " stack alone"),
                Arguments.of(
                        reading(known(running(ID)), known(LOOSE)),
                        REBOOT,
                        "the Elastic IP 203.0.113.7 is attached to nothing and not to i-1, which runs, and the fleet's"
                                + " document does not let Regent attach it; needed: address among what the policy's"
                                + " repair allows, or a person's repair by address"),
                Arguments.of(
                        Readings.sound(IRELAND, AT),
                        ADDRESS,
                        "the Elastic IP is attached to i-1, which runs, and the fleet's document does not let Regent"
                                + " reboot it; needed: reboot among what the policy's repair allows, or a person's"
                                + " repair by reboot"),
                Arguments.of(
                        reading(known(checked(ID, Check.IMPAIRED, Check.IMPAIRED)), attached),
                        ALL,
                        "the system status check of i-1 fails: AWS moves it to another host, as its alarm asks for;"
                                + " needed: a sound host"),
                Arguments.of(
                        reading(known(checked(ID, Check.OK, Check.INITIALIZING)), attached),
                        ALL,
                        "i-1 was booted just now: its status checks are initializing; needed: its status checks done"),
                Arguments.of(
                        reading(known(checked(ID, Check.INITIALIZING, Check.OK)), attached),
                        ALL,
                        "i-1 was booted just now: its status checks are initializing; needed: its status checks done"),
                Arguments.of(
                        reading(known(checked(ID, Check.INSUFFICIENT_DATA, Check.OK)), attached),
                        ALL,
                        "the system status check of i-1 says insufficient-data; needed: a status check that passes or"
                                + " fails"),
                Arguments.of(
                        reading(known(checked(ID, Check.OK, Check.NOT_APPLICABLE)), attached),
                        ALL,
                        "the instance status check of i-1 says not-applicable; needed: a status check that passes or"
                                + " fails"),
                Arguments.of(
                        reading(known(new Instance(ID, State.RUNNING, unknown(), List.of())), attached),
                        ALL,
                        "EC2 did not tell of the status checks of i-1, denied: no right; needed: an answer of EC2"),
                Arguments.of(
                        with(new Opening(Target.Part.ORIGIN, 5000, known())),
                        ALL,
                        "port 5000 of the instance is shut: no security group lets anybody in; needed: the region's"
                                + " stack deployed again"),
                Arguments.of(
                        with(new Opening(Target.Part.LOAD_BALANCER, 80, unknown())),
                        ALL,
                        "EC2 did not tell of port 80 of the load balancer, denied: no right; needed: an answer of"
                                + " EC2"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void nothingIsRepairedAndThereIsAReason(MachineReading reading, Set<Means> allowed, String reason) {
        assertThat(reasons(reading, allowed)).containsExactly(reason);
    }

    @Test
    void everyReasonIsToldAtOnce() {
        MachineReading reading = reading(
                known(checked(ID, Check.IMPAIRED, Check.INSUFFICIENT_DATA), in(State.STOPPING, "i-2")), unknown());

        assertThat(reasons(reading, REBOOT))
                .extracting(reason -> reason.replaceFirst(";.*", ""))
                .containsExactly(
                        "EC2 did not tell of the Elastic IP, denied: no right",
                        "2 instances are named regent-registry: i-1 is running, i-2 is stopping",
                        "the system status check of i-1 fails: AWS moves it to another host, as its alarm asks for",
                        "the instance status check of i-1 says insufficient-data");
    }

    @Test
    void nothingIsDoneWithoutAReasonToTell() {
        assertThatThrownBy(() -> new Remedy.None(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** In every world of up to two instances: what is done is what may be done, and for what it was seen. */
    @Test
    void inEveryWorldNothingIsDoneButWhatTheEvidenceSpeaksFor() {
        List<Known<List<ElasticIp>>> addresses =
                List.of(unknown(), known(), known(attachedTo(ID)), known(LOOSE), known(attachedTo(ID), LOOSE));
        List<Known<List<String>>> openings = List.of(unknown(), known(), known("0.0.0.0/0"));
        int rebooted = 0;
        int attached = 0;
        for (Known<List<Instance>> instances : everyInstances()) {
            for (Known<List<ElasticIp>> address : addresses) {
                for (Known<List<String>> opening : openings) {
                    for (Set<Means> allowed : List.of(REBOOT, ADDRESS, ALL)) {
                        MachineReading reading = new MachineReading(
                                IRELAND,
                                "regent-registry",
                                AT,
                                instances,
                                address,
                                List.of(new Opening(Target.Part.ORIGIN, 5000, opening)));
                        boolean oneRuns = instances.is(
                                all -> all.stream().filter(Instance::runs).count() == 1);
                        boolean mayAttach = allowed.contains(Means.ADDRESS)
                                && oneRuns
                                && address.is(all -> all.size() == 1
                                        && instances.is(those -> those.stream()
                                                .noneMatch(one -> one.runs()
                                                        && all.getFirst().isOf(one))));
                        boolean mayReboot = allowed.contains(Means.REBOOT)
                                && oneRuns
                                && instances.is(all -> all.stream()
                                        .filter(one -> !one.state().isGone())
                                        .allMatch(RemedyTest::isSoundButForItself))
                                && address.is(all -> all.size() == 1)
                                && !address.is(all -> instances.is(those -> those.stream()
                                        .noneMatch(one ->
                                                one.runs() && all.getFirst().isOf(one))))
                                && opening.is(from -> !from.isEmpty());
                        switch (Remedy.of(reading, allowed)) {
                            case Remedy.Found found -> {
                                assertThat(found.means() == Means.ADDRESS ? mayAttach : mayReboot)
                                        .as(found + " of " + reading + ", allowed " + allowed)
                                        .isTrue();
                                rebooted += found.means() == Means.REBOOT ? 1 : 0;
                                attached += found.means() == Means.ADDRESS ? 1 : 0;
                            }
                            case Remedy.None none ->
                                assertThat(mayAttach || mayReboot)
                                        .as(none + " of " + reading + ", allowed " + allowed)
                                        .isFalse();
                        }
                    }
                }
            }
        }
        assertThat(rebooted).isPositive();
        assertThat(attached).isPositive();
    }

    private static boolean isSoundButForItself(Instance one) {
        return one.runs()
                && one.checks()
                        .is(checks -> checks.system() == Check.OK
                                && (checks.instance() == Check.OK || checks.instance() == Check.IMPAIRED));
    }

    /** Unknown, none, each one that there can be, and each of those with another beside it. */
    private static List<Known<List<Instance>>> everyInstances() {
        List<Instance> ones = new ArrayList<>();
        for (State state : State.values()) {
            if (state == State.RUNNING) {
                ones.add(new Instance(ID, state, unknown(), List.of()));
                for (Check system : Check.values()) {
                    for (Check instance : Check.values()) {
                        ones.add(checked(ID, system, instance));
                    }
                }
            } else {
                ones.add(in(state, ID));
            }
        }
        List<Known<List<Instance>>> worlds = new ArrayList<>(List.of(unknown(), known()));
        for (Instance one : ones) {
            worlds.add(known(one));
            for (State state : State.values()) {
                worlds.add(known(one, state == State.RUNNING ? running("i-2") : in(state, "i-2")));
            }
        }
        return worlds;
    }
}
