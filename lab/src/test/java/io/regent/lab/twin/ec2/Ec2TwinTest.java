package io.regent.lab.twin.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ec2TwinTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ONE = "i-00000000000000001";
    private static final String OTHER = "i-00000000000000002";
    private static final String ADDRESS = "eipalloc-00000000000000001";

    private final VirtualAgenda agenda = new VirtualAgenda(Instant.parse("2026-01-01T00:00:00Z"));
    private final Ec2Twin ec2 = new Ec2Twin(agenda, MINUTE);
    private final List<String> done = new ArrayList<>();

    Ec2TwinTest() {
        launch(ONE);
        ec2.allocate(ADDRESS, "203.0.113.7", Map.of("Name", "regent-registry"));
        ec2.place(ADDRESS, ONE);
        ec2.hands(new Hands() {
            @Override
            public void restarted(String instance) {
                done.add("restarted " + instance);
            }

            @Override
            public void moved() {
                done.add("moved");
            }
        });
    }

    private void launch(String id) {
        ec2.launch(Instances.running(id));
    }

    private Checks checks(String id) {
        return ec2.statuses(List.of(id), List.of(), true).values().iterator().next();
    }

    private static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void aNewInstanceIsCheckedWithinAMinute() {
        assertThat(checks(ONE)).isEqualTo(Checks.both(Checks.Check.INITIALIZING));
        assertThat(ec2.failedChecks()).isEmpty();

        agenda.advance(MINUTE);

        assertThat(checks(ONE)).isEqualTo(Checks.both(Checks.Check.OK));
        assertThat(ec2.failedChecks().get(ONE)).containsEntry("StatusCheckFailed_Instance", 0);
    }

    @Test
    void anUpdateOfAnInstanceIsNoLaunch() {
        agenda.advance(MINUTE);
        launch(ONE);

        assertThat(checks(ONE)).isEqualTo(Checks.both(Checks.Check.OK));
    }

    @Test
    void aTerminatedInstanceIsDescribedForAnHourAndHasNoAddress() {
        ec2.terminate(ONE);

        assertThat(ec2.instances(List.of(), List.of()))
                .singleElement()
                .satisfies(gone -> assertThat(gone.state()).isEqualTo(Ec2Instance.State.TERMINATED));
        assertThat(ec2.statuses(List.of(), List.of(), false)).isEmpty();
        assertThat(checks(ONE)).isEqualTo(Checks.both(Checks.Check.NOT_APPLICABLE));
        assertThat(ec2.address(ADDRESS).orElseThrow().association()).isEmpty();
        refuses("InvalidInstanceID", () -> ec2.associate(ADDRESS, ONE, true));
        ec2.reboot(List.of(ONE));
        agenda.advance(MINUTE.multipliedBy(60));

        assertThat(done).as("a reboot of a terminated instance is ignored").isEmpty();
        assertThat(ec2.instances(List.of(), List.of())).isEmpty();
    }

    @Test
    void anInstanceLaunchedAgainIsNotForgotten() {
        ec2.terminate(ONE);
        launch(ONE);
        agenda.advance(MINUTE.multipliedBy(60));

        assertThat(ec2.running(ONE)).isPresent();
    }

    @Test
    void aRebootMendsTheInstanceAndARecoveryItsHost() {
        agenda.advance(MINUTE);
        ec2.impair(ONE, false);
        ec2.impair(ONE, true);
        assertThat(checks(ONE)).isEqualTo(Checks.both(Checks.Check.IMPAIRED));
        assertThat(ec2.failedChecks().get(ONE))
                .containsAllEntriesOf(
                        Map.of("StatusCheckFailed_System", 1, "StatusCheckFailed_Instance", 1, "StatusCheckFailed", 1));

        ec2.reboot(List.of(ONE));
        agenda.advance(Duration.ZERO);
        assertThat(checks(ONE)).isEqualTo(new Checks(Checks.Check.IMPAIRED, Checks.Check.OK));

        ec2.operate("recover", ONE);
        agenda.advance(Duration.ZERO);
        assertThat(checks(ONE)).isEqualTo(Checks.both(Checks.Check.OK));
        assertThat(done).containsExactly("restarted " + ONE, "restarted " + ONE);
    }

    @Test
    void anAddressMovesAndLeavesWhereItWas() {
        launch(OTHER);
        ec2.allocate("eipalloc-2", "203.0.113.8", Map.of());
        ec2.place("eipalloc-2", OTHER);
        refuses("Resource.AlreadyAssociated", () -> ec2.associate(ADDRESS, OTHER, false));

        String association = ec2.associate(ADDRESS, OTHER, true);
        agenda.advance(Duration.ZERO);

        assertThat(ec2.isPublic(ONE)).isFalse();
        assertThat(ec2.isPublic(OTHER)).isTrue();
        assertThat(ec2.address("eipalloc-2").orElseThrow().association())
                .as("an instance has one address")
                .isEmpty();
        assertThat(ec2.associate(ADDRESS, OTHER, false)).as("it is there").isEqualTo(association);

        ec2.disassociate(association);
        assertThat(ec2.isPublic(OTHER)).isFalse();
        refuses("InvalidAssociationID.NotFound", () -> ec2.disassociate(association));
        assertThat(done).contains("moved");
    }

    @Test
    void whatIsNotThereIsNamed() {
        refuses("InvalidInstanceID.NotFound", () -> ec2.instances(List.of(OTHER), List.of()));
        refuses("InvalidInstanceID.NotFound", () -> ec2.reboot(List.of(ONE, OTHER)));
        refuses("InvalidAllocationID.NotFound", () -> ec2.addresses(List.of("eipalloc-9"), List.of()));
        refuses("InvalidAllocationID.NotFound", () -> ec2.associate("eipalloc-9", ONE, true));
        refuses("InvalidInstanceID.NotFound", () -> ec2.associate(ADDRESS, OTHER, true));
        refuses("InvalidGroup.NotFound", () -> ec2.groups(List.of("sg-9"), List.of()));
        refuses("InvalidParameterValue", () -> ec2.instances(List.of(), List.of(new Filter("colour", List.of("red")))));
        agenda.advance(Duration.ZERO);

        assertThat(done).as("nothing was done to one of several").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tag:Name, regent-registry, true",
        "tag:Name, regent-*, true",
        "tag:Name, regent-registr?, true",
        "tag:Name, registry, false",
        "tag:Other, *, false",
        "tag-key, Name, true",
        "instance-state-name, running, true",
        "instance-state-name, stopped, false",
        "vpc-id, vpc-1, true",
        "instance.group-id, sg-1, true",
    })
    void filtersPickByValueAndPattern(String name, String value, boolean found) {
        assertThat(ec2.instances(List.of(), List.of(new Filter(name, List.of("other", value))))
                        .isEmpty())
                .isEqualTo(!found);
    }

    @Test
    void rulesThatWereAddedAreTheGroups() {
        SecurityGroup.Rule own = new SecurityGroup.Rule("tcp", 5000, 5000, "0.0.0.0/0", "");
        SecurityGroup.Rule more = new SecurityGroup.Rule("tcp", 22, 22, "192.0.2.0/24", "");
        ec2.put(new SecurityGroup("sg-1", "registry", "The registry", "vpc-1", Map.of(), List.of(own), List.of()));
        ec2.authorize("sg-1", "sgr-1", true, more);

        assertThat(ec2.groups(List.of("sg-1"), List.of()).getFirst().ingress()).containsExactly(own, more);

        ec2.revoke("sgr-1");
        assertThat(ec2.group("sg-1").orElseThrow().ingress()).containsExactly(own);
    }
}
