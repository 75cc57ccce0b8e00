package io.regent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the EC2 adapter makes of each answer, with EC2's own client and answers as the API reference has them. */
@Timeout(60)
class Ec2MachinesTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final String ID = "i-0aaaaaaaaaaaaaaaa";
    private static final String OTHER = "i-0bbbbbbbbbbbbbbbb";
    private static final String ALLOCATION = "eipalloc-0cccccccccccccccc";

    private final FakeEc2 ec2;

    Ec2MachinesTest() throws IOException {
        ec2 = new FakeEc2()
                .with("DescribeInstances", reservations(instance(ID, "running")))
                .with("DescribeInstanceStatus", statuses(status(ID, "ok", "ok")))
                .with("DescribeAddresses", addresses(address("203.0.113.7", ALLOCATION, ID)))
                .with("DescribeSecurityGroups", groups(5000, 80))
                .with("RebootInstances", "<return>true</return>")
                .with("AssociateAddress", "<return>true</return><associationId>eipassoc-1</associationId>");
    }

    /** EC2's client has thousands of classes: on a busy machine the first call of all takes longer than a call may. */
    @BeforeAll
    static void loadTheClient() throws IOException {
        Ec2MachinesTest first = new Ec2MachinesTest();
        for (int i = 0; i < 10 && !first.look().unknowns().isEmpty(); i++) {
            first.reboot();
        }
        first.close();
    }

    @AfterEach
    void close() {
        ec2.close();
    }

    private static Service service() {
        return switch (FleetDocument.read("""
                services:
                  registry.example.com:
                    zone: Z1
                    endpoints: {eu-west-1: {}, ap-south-1: {}}
                """)) {
            case Reading.Read read -> read.fleet().services().getFirst();
            case Reading.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    private static String reservations(String... instances) {
        return "<reservationSet><item><reservationId>r-1</reservationId><instancesSet>" + String.join("", instances)
                + "</instancesSet></item></reservationSet>";
    }

    private static String instance(String id, String state) {
        return "<item><instanceId>" + id + "</instanceId><instanceState><code>16</code><name>" + state
                + "</name></instanceState><groupSet><item><groupId>sg-" + id.substring(3, 6)
                + "</groupId></item></groupSet></item>";
    }

    private static String statuses(String... statuses) {
        return "<instanceStatusSet>" + String.join("", statuses) + "</instanceStatusSet>";
    }

    private static String status(String id, String system, String instance) {
        return "<item><instanceId>" + id + "</instanceId><systemStatus><status>" + system
                + "</status></systemStatus><instanceStatus><status>" + instance + "</status></instanceStatus></item>";
    }

    private static String addresses(String... addresses) {
        return "<addressesSet>" + String.join("", addresses) + "</addressesSet>";
    }

    private static String address(String ip, String allocation, String instance) {
        return "<item><publicIp>" + ip + "</publicIp><allocationId>" + allocation
                + "</allocationId><domain>vpc</domain>"
                + (instance.isEmpty() ? "<instanceId/>" : "<instanceId>" + instance + "</instanceId>") + "</item>";
    }

    private static String groups(int... ports) {
        StringBuilder rules = new StringBuilder();
        for (int port : ports) {
            rules.append("<item><ipProtocol>tcp</ipProtocol><fromPort>" + port + "</fromPort><toPort>" + port
                    + "</toPort><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges><ipv6Ranges><item><cidrIpv6>"
                    + "::/0</cidrIpv6></item></ipv6Ranges></item>");
        }
        return "<securityGroupInfo><item><groupId>sg-aaa</groupId><ipPermissions>" + rules
                + "</ipPermissions></item></securityGroupInfo>";
    }

    private MachineReading look() {
        return ec2.machines().look(service(), IRELAND, Instant.now().plusSeconds(20));
    }

    private RepairOutcome reboot() {
        return ec2.machines().reboot(service(), IRELAND, Instant.now().plusSeconds(20));
    }

    private RepairOutcome attach() {
        return ec2.machines().attach(service(), IRELAND, Instant.now().plusSeconds(20));
    }

    @Test
    void aSoundEndpointIsReadWholeAndHasNoTroubles() {
        MachineReading reading = look();

        assertThat(reading.instances())
                .isEqualTo(new Known.Is<>(List.of(new Instance(
                        ID,
                        Instance.State.RUNNING,
                        new Known.Is<>(new Instance.Checks(Instance.Check.OK, Instance.Check.OK)),
                        List.of("sg-aaa")))));
        assertThat(reading.addresses())
                .isInstanceOfSatisfying(
                        Known.Is.class,
                        is -> assertThat(is.value().toString()).contains("203.0.113.7", ALLOCATION, ID));
        assertThat(reading.openings())
                .containsExactly(
                        new Opening(Target.Part.LOAD_BALANCER, 80, new Known.Is<>(List.of("0.0.0.0/0", "::/0"))),
                        new Opening(Target.Part.ORIGIN, 5000, new Known.Is<>(List.of("0.0.0.0/0", "::/0"))));
        assertThat(reading.troubles()).isEmpty();
        assertThat(reading.unknowns()).isEmpty();
        assertThat(ec2.received("DescribeInstances"))
                .singleElement()
                .asString()
                .contains("Filter.1.Name=tag:Name&Filter.1.Value.1=regent-registry");
        assertThat(ec2.received("DescribeSecurityGroups"))
                .anyMatch(body -> body.contains("GroupId.1=sg-aaa"))
                .anyMatch(body -> body.contains("Filter.1.Value.1=regent-load-balancer"));
    }

    @Test
    void noInstanceIsTold() {
        ec2.with("DescribeInstances", "<reservationSet/>").with("DescribeAddresses", "<addressesSet/>");

        assertThat(look().troubles())
                .anyMatch(trouble -> trouble.startsWith("no instance named regent-registry"))
                .anyMatch(trouble -> trouble.equals("no Elastic IP named regent-registry: deploy the region with"
                        + " Endpoint=none, then with Endpoint=registry again"));
        assertThat(ec2.received("DescribeInstanceStatus")).isEmpty();
    }

    @Test
    void anInstanceThatIsGoneIsShownAndNothingMore() {
        ec2.with("DescribeInstances", reservations(instance(OTHER, "terminated"), instance(ID, "running")));

        MachineReading reading = look();

        assertThat(reading.troubles()).isEmpty();
        assertThat(reading.unknowns()).isEmpty();
        assertThat(MachineSection.of(reading).lines()).anyMatch(line -> line.endsWith(OTHER + " terminated"));
        assertThat(ec2.received("DescribeInstanceStatus"))
                .singleElement()
                .asString()
                .doesNotContain(OTHER);
    }

    @Test
    void severalInstancesAreATrouble() {
        ec2.with("DescribeInstances", reservations(instance(OTHER, "running"), instance(ID, "running")))
                .with("DescribeInstanceStatus", statuses(status(ID, "ok", "ok"), status(OTHER, "ok", "ok")));

        assertThat(look().troubles()).singleElement().asString().contains("2 instances", OTHER + ", " + ID);
        assertThat(reboot())
                .isInstanceOfSatisfying(
                        RepairOutcome.NotDone.class,
                        not -> assertThat(not.words()).contains("2 instances", "expected one"));
        assertThat(attach()).isInstanceOf(RepairOutcome.NotDone.class);
        assertThat(ec2.received("RebootInstances")).isEmpty();
        assertThat(ec2.received("AssociateAddress")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "impaired, ok, the system status check of",
        "ok, impaired, the instance status check of",
    })
    void aFailedStatusCheckIsATroubleThatSaysWhoRepairsIt(String system, String instance, String words) {
        ec2.with("DescribeInstanceStatus", statuses(status(ID, system, instance)));

        assertThat(look().troubles()).singleElement().asString().startsWith(words);
    }

    @Test
    void aStoppedInstanceIsATroubleWithTheCommandThatStartsIt() {
        ec2.with("DescribeInstances", reservations(instance(ID, "stopped")))
                .with("DescribeInstanceStatus", statuses(status(ID, "not-applicable", "not-applicable")));

        assertThat(look().troubles())
                .containsExactly(ID + " is stopped: aws ec2 start-instances --region eu-west-1 --instance-ids " + ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OTHER})
    void anAddressElsewhereIsATroubleThatSaysWhere(String where) {
        ec2.with("DescribeAddresses", addresses(address("203.0.113.7", ALLOCATION, where)));

        assertThat(look().troubles())
                .singleElement()
                .asString()
                .startsWith("the Elastic IP 203.0.113.7 is attached to " + (where.isEmpty() ? "nothing" : where))
                .endsWith(": once the endpoint is drained, ask for"
                        + " {\"action\": \"repair\", \"region\": \"eu-west-1\", \"means\": \"address\"}");
    }

    @Test
    void aShutPortIsATrouble() {
        ec2.with("DescribeSecurityGroups", groups(80));

        assertThat(look().troubles())
                .containsExactly("port 5000 is shut: no security group of the instance lets anybody in");
    }

    @ParameterizedTest
    @CsvSource({
        "403, UnauthorizedOperation, DENIED",
        // Java's HTTP client does not hand on what comes with this status.
        "401, HTTP, DENIED",
        "503, RequestLimitExceeded, THROTTLED",
        "400, InvalidParameterValue, REFUSED",
        "500, InternalError, BROKEN",
        "503, Unavailable, BROKEN",
    })
    void whatIsRefusedIsUnknownForThatCauseAndHidesNothingElse(int status, String code, Known.Cause cause) {
        ec2.refusing("DescribeAddresses", status, code);

        MachineReading reading = look();

        assertThat(reading.addresses()).isInstanceOfSatisfying(Known.Unknown.class, unknown -> {
            assertThat(unknown.cause()).isEqualTo(cause);
            assertThat(unknown.why()).contains(code, "HTTP " + status);
        });
        assertThat(reading.instances()).isInstanceOf(Known.Is.class);
        assertThat(reading.troubles()).isEmpty();
        assertThat(reading.unknowns()).singleElement().asString().startsWith("Elastic IP: " + cause.label());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DescribeInstances", "DescribeInstanceStatus", "DescribeAddresses", "DescribeSecurityGroups"})
    void eachQuestionMayBeDeniedAndTheReportSaysSo(String action) {
        ec2.refusing(action, 403, "UnauthorizedOperation");

        MachineReading reading = look();

        assertThat(reading.unknowns()).isNotEmpty().allMatch(line -> line.contains("denied: UnauthorizedOperation"));
        assertThat(MachineSection.of(reading).lines()).anyMatch(line -> line.contains("unknown"));
    }

    @Test
    void silenceEndsWithTheDeadline() {
        ec2.silent("DescribeInstances").silent("DescribeAddresses").silent("DescribeSecurityGroups");
        Instant start = Instant.now();

        MachineReading reading = ec2.machines().look(service(), IRELAND, start.plusMillis(1500));

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(reading.unknowns()).hasSize(4).allMatch(line -> line.contains("no answer: no answer within"));
    }

    @Test
    void withoutTimeNobodyIsAsked() {
        Instant past = Instant.now().minusSeconds(1);

        assertThat(ec2.machines().look(service(), IRELAND, past).unknowns())
                .allMatch(line -> line.contains("no time was left"));
        assertThat(ec2.machines().reboot(service(), IRELAND, past)).isInstanceOf(RepairOutcome.NotDone.class);
        assertThat(ec2.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>It works!</body></html>",
                "not XML",
                "",
                "<DescribeInstancesResponse><requestId>r</requestId></DescribeInstancesResponse>",
                "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceState><name>running</name>"
                        + "</instanceState></item></instancesSet></item></reservationSet></DescribeInstancesResponse>",
                "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId>"
                        + "<instanceState><name>dancing</name></instanceState></item></instancesSet></item>"
                        + "</reservationSet></DescribeInstancesResponse>",
            })
    void nonsenseIsNotTakenForNoInstance(String body) {
        ec2.answering("DescribeInstances", 200, body);

        MachineReading reading = look();

        assertThat(reading.instances())
                .isInstanceOfSatisfying(
                        Known.Unknown.class,
                        unknown -> assertThat(unknown.cause())
                                .as(unknown.toString())
                                .isEqualTo(Known.Cause.NONSENSE));
        assertThat(reboot()).isInstanceOf(RepairOutcome.NotDone.class);
        assertThat(ec2.received("RebootInstances")).isEmpty();
    }

    @Test
    void pagesWithoutEndAreNonsense() {
        ec2.with("DescribeInstances", "<reservationSet/><nextToken>more</nextToken>");

        assertThat(look().instances())
                .isInstanceOfSatisfying(
                        Known.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("do not end after 5 pages"));
        assertThat(ec2.received("DescribeInstances")).hasSize(Ec2Machines.MOST_PAGES);
    }

    @Test
    void aRebootIsAskedForOnce() {
        assertThat(reboot()).isEqualTo(new RepairOutcome.Begun("the reboot of " + ID));
        assertThat(ec2.received("RebootInstances")).singleElement().asString().contains("InstanceId.1=" + ID);
    }

    @Test
    void anAddressIsTakenFromWhereItIs() {
        ec2.with("DescribeAddresses", addresses(address("203.0.113.7", ALLOCATION, OTHER)));

        assertThat(attach()).isEqualTo(new RepairOutcome.Begun("attaching 203.0.113.7 to " + ID + ", from " + OTHER));
        assertThat(ec2.received("AssociateAddress"))
                .singleElement()
                .asString()
                .contains("AllocationId=" + ALLOCATION, "InstanceId=" + ID, "AllowReassociation=true");
    }

    @Test
    void anAddressInItsPlaceIsLeftThere() {
        assertThat(attach()).isInstanceOf(RepairOutcome.Unneeded.class);
        assertThat(ec2.received("AssociateAddress")).isEmpty();
    }

    @Test
    void ofSeveralAddressesNoneIsMoved() {
        ec2.with(
                "DescribeAddresses",
                addresses(address("203.0.113.7", ALLOCATION, ""), address("203.0.113.8", "eipalloc-2", "")));

        assertThat(attach())
                .isInstanceOfSatisfying(
                        RepairOutcome.NotDone.class,
                        not -> assertThat(not.words()).contains("2 Elastic IPs"));
    }

    @Test
    void aStoppedInstanceIsNotRebooted() {
        ec2.with("DescribeInstances", reservations(instance(ID, "stopped")));

        assertThat(reboot())
                .isInstanceOfSatisfying(
                        RepairOutcome.NotDone.class,
                        not -> assertThat(not.words()).contains(ID + " stopped"));
    }

    @ParameterizedTest
    @CsvSource({
        "403, UnauthorizedOperation, denied",
        "503, RequestLimitExceeded, throttled",
        "400, IncorrectInstanceState, refused",
    })
    void aRefusedRepairDidNothing(int status, String code, String words) {
        ec2.refusing("RebootInstances", status, code);

        assertThat(reboot())
                .isInstanceOfSatisfying(
                        RepairOutcome.NotDone.class,
                        not -> assertThat(not.words()).contains(words, code));
        assertThat(ec2.received("RebootInstances")).hasSize(1);
    }

    @Test
    void aRepairThatNobodyAnsweredMayHaveHappenedAndIsNotRepeated() {
        ec2.refusing("RebootInstances", 500, "InternalError");
        assertThat(reboot()).isInstanceOf(RepairOutcome.Unanswered.class);
        assertThat(ec2.received("RebootInstances")).hasSize(1);

        ec2.silent("RebootInstances");
        assertThat(ec2.machines().reboot(service(), IRELAND, Instant.now().plusSeconds(2)))
                .isInstanceOf(RepairOutcome.Unanswered.class);
        assertThat(ec2.received("RebootInstances")).hasSize(2);
    }
}
