package io.regent.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.ec2.Ec2Twin;
import io.regent.lab.twin.ec2.Instances;
import io.regent.lab.twin.ec2.SecurityGroup;
import io.regent.lab.twin.iam.Policy;
import io.regent.lab.twin.iam.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** EC2's own client against the twin: what it sends is understood, what it gets it understands, and rights count. */
@Timeout(120)
class Ec2WireTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/drill";
    private static final String ID = "i-00000000000000001";
    private static final String ADDRESS = "eipalloc-00000000000000001";
    private static final Filter NAMED =
            Filter.builder().name("tag:Name").values("regent-registry").build();

    private final LabWorld world;

    Ec2WireTest() throws IOException {
        world = new LabWorld(10);
        launch(ID);
        Map<String, String> tags = Map.of("Name", "regent-registry");
        twin().put(new SecurityGroup(
                "sg-1",
                "registry",
                "The registry",
                "vpc-1",
                tags,
                List.of(
                        new SecurityGroup.Rule("tcp", 5000, 5000, "0.0.0.0/0", "clients & probers"),
                        new SecurityGroup.Rule("tcp", 5000, 5000, "::/0", ""),
                        new SecurityGroup.Rule("tcp", 5000, 5000, "sg-2", ""),
                        new SecurityGroup.Rule("tcp", 443, 443, "pl-1", "")),
                List.of()));
        twin().allocate(ADDRESS, "203.0.113.7", tags);
        twin().place(ADDRESS, ID);
    }

    private Ec2Twin twin() {
        Ec2Twin twin = world.ec2s.get(LabWorld.IRELAND);
        if (twin == null) {
            throw new IllegalStateException("no twin");
        }
        return twin;
    }

    private void launch(String id) {
        twin().launch(Instances.running(id));
    }

    @AfterEach
    void close() {
        world.close();
        assertThat(world.journal.failures()).isEmpty();
    }

    private Ec2Client client(String key) {
        return Ec2Client.builder()
                .endpointOverride(world.front.endpoint())
                .region(software.amazon.awssdk.regions.Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(retries -> retries.maxAttempts(1))
                        .apiCallTimeout(Duration.ofSeconds(20)))
                .build();
    }

    private Ec2Client person() {
        return client("AKIA");
    }

    /** A function's client; its role has one statement that allows these. */
    private Ec2Client allowed(String elements) throws IOException {
        String trust = "{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Principal': {'Service':"
                + " 'lambda.amazonaws.com'}, 'Action': 'sts:AssumeRole'}}";
        String policy = "{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', " + elements + "}}";
        JsonMapper json = JsonMapper.builder().build();
        world.access.put(new Role(
                "drill",
                Policy.ofTrust("drill", "Trust", json.readTree(trust.replace('\'', '"'))),
                List.of(Policy.ofRole("drill", "inline", "Policy", json.readTree(policy.replace('\'', '"'))))));
        return client(world.keys.issue(new Caller.Function(LabWorld.IRELAND, "regent-drill"), ROLE));
    }

    private static void refused(String code, int status, ThrowingCallable call) {
        Ec2Exception refusal = catchThrowableOfType(Ec2Exception.class, call);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refusal.statusCode()).isEqualTo(status);
    }

    @Test
    void anInstanceIsDescribed() {
        try (Ec2Client ec2 = person()) {
            Instance instance = ec2.describeInstances(
                            request -> request.filters(NAMED).maxResults(100))
                    .reservations()
                    .getFirst()
                    .instances()
                    .getFirst();

            assertThat(instance.instanceId()).isEqualTo(ID);
            assertThat(instance.state().name()).isEqualTo(InstanceStateName.RUNNING);
            assertThat(instance.state().code()).isEqualTo(16);
            assertThat(instance.instanceTypeAsString()).isEqualTo("t4g.small");
            assertThat(instance.publicIpAddress()).isEqualTo("203.0.113.7");
            assertThat(instance.securityGroups())
                    .singleElement()
                    .satisfies(group -> assertThat(group.groupName()).isEqualTo("registry"));
            assertThat(instance.tags())
                    .singleElement()
                    .satisfies(tag -> assertThat(tag.value()).isEqualTo("regent-registry"));
            assertThat(instance.launchTime()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(ec2.describeInstanceStatus(request -> request.instanceIds(ID))
                            .instanceStatuses())
                    .singleElement()
                    .satisfies(status -> {
                        assertThat(status.systemStatus().status()).isEqualTo(SummaryStatus.OK);
                        assertThat(status.instanceStatus().details().getFirst().statusAsString())
                                .isEqualTo("passed");
                    });
        }
    }

    @Test
    void whatIsNotFoundIsAnEmptyListAndNotNothing() {
        Filter nobody = Filter.builder().name("tag:Name").values("nobody").build();
        try (Ec2Client ec2 = person()) {
            assertThat(ec2.describeInstances(request -> request.filters(nobody)).hasReservations())
                    .isTrue();
            assertThat(ec2.describeAddresses(request -> request.filters(nobody)).hasAddresses())
                    .isTrue();
            assertThat(ec2.describeSecurityGroups(request -> request.filters(nobody))
                            .hasSecurityGroups())
                    .isTrue();
        }
    }

    @Test
    void manyInstancesComeInPages() {
        for (int i = 2; i <= 7; i++) {
            launch("i-0000000000000000" + i);
        }
        try (Ec2Client ec2 = person()) {
            assertThat(ec2.describeInstancesPaginator(request -> request.maxResults(5)).stream()
                            .map(page -> page.reservations().size()))
                    .containsExactly(5, 2);
            refused(
                    "InvalidParameterCombination",
                    400,
                    () -> ec2.describeInstances(
                            request -> request.instanceIds(ID).maxResults(5)));
        }
    }

    @Test
    void aSecurityGroupSaysWhomItLetsIn() {
        try (Ec2Client ec2 = person()) {
            List<IpPermission> permissions = ec2.describeSecurityGroups(request -> request.groupIds("sg-1"))
                    .securityGroups()
                    .getFirst()
                    .ipPermissions();

            assertThat(permissions)
                    .filteredOn(rule -> rule.fromPort() == 5000)
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.ipRanges())
                                .containsExactly(IpRange.builder()
                                        .cidrIp("0.0.0.0/0")
                                        .description("clients & probers")
                                        .build());
                        assertThat(rule.ipv6Ranges().getFirst().cidrIpv6()).isEqualTo("::/0");
                        assertThat(rule.userIdGroupPairs().getFirst().groupId()).isEqualTo("sg-2");
                    });
            assertThat(permissions)
                    .filteredOn(rule -> rule.fromPort() == 443)
                    .singleElement()
                    .satisfies(
                            rule -> assertThat(rule.prefixListIds().getFirst().prefixListId())
                                    .isEqualTo("pl-1"));
        }
    }

    @Test
    void anAddressIsMovedAndTakenAway() {
        launch("i-00000000000000002");
        try (Ec2Client ec2 = person()) {
            String id = ec2.associateAddress(
                            request -> request.allocationId(ADDRESS).instanceId("i-00000000000000002"))
                    .associationId();

            assertThat(ec2.describeAddresses(request -> request.filters(NAMED)).addresses())
                    .singleElement()
                    .satisfies(address -> {
                        assertThat(address.instanceId()).isEqualTo("i-00000000000000002");
                        assertThat(address.associationId()).isEqualTo(id);
                        assertThat(address.networkInterfaceId()).startsWith("eni-");
                    });
            ec2.disassociateAddress(request -> request.associationId(id));
            assertThat(ec2.describeAddresses(request -> request.publicIps("203.0.113.7"))
                            .addresses()
                            .getFirst()
                            .instanceId())
                    .isNull();
        }
    }

    @Test
    void whatIsNotThereIsRefusedByItsCode() {
        try (Ec2Client ec2 = person()) {
            refused("InvalidInstanceID.NotFound", 400, () -> ec2.rebootInstances(r -> r.instanceIds("i-9")));
            refused("InvalidGroup.NotFound", 400, () -> ec2.describeSecurityGroups(r -> r.groupIds("sg-9")));
            refused("MissingParameter", 400, () -> ec2.rebootInstances(r -> r.instanceIds(List.of())));
        }
    }

    @Test
    void aDryRunSaysThatItWouldGoAndDoesNothing() {
        try (Ec2Client ec2 = person()) {
            refused(
                    "DryRunOperation",
                    412,
                    () -> ec2.associateAddress(
                            r -> r.allocationId(ADDRESS).instanceId(ID).dryRun(true)));
            refused(
                    "DryRunOperation",
                    412,
                    () -> ec2.rebootInstances(r -> r.instanceIds(ID).dryRun(true)));
        }
    }

    @Test
    void describingKnowsNoResources() throws IOException {
        try (Ec2Client ec2 = allowed("'Action': 'ec2:Describe*', 'Resource': '*', 'Condition': {'StringEquals':"
                + " {'ec2:Region': 'eu-west-1', 'aws:RequestedRegion': 'eu-west-1'}}")) {
            assertThat(ec2.describeInstances().reservations()).hasSize(1);
            refused("UnauthorizedOperation", 403, () -> ec2.rebootInstances(r -> r.instanceIds(ID)));
        }
        try (Ec2Client ec2 = allowed("'Action': 'ec2:DescribeInstances', 'Resource':"
                + " 'arn:aws:ec2:eu-west-1:123456789012:instance/*'")) {
            refused("UnauthorizedOperation", 403, ec2::describeInstances);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "aws:ResourceTag/Name, regent-registry, true",
        "ec2:ResourceTag/Name, regent-registry, true",
        "aws:ResourceTag/Name, other-registry, false",
        "ec2:InstanceID, i-00000000000000001, true",
    })
    void aRebootIsOfAnInstanceWithItsTags(String key, String value, boolean may) throws IOException {
        try (Ec2Client ec2 = allowed("'Action': 'ec2:RebootInstances', 'Resource':"
                + " 'arn:aws:ec2:eu-west-1:123456789012:instance/*', 'Condition': {'StringEquals': {'" + key + "': '"
                + value + "'}}")) {
            if (may) {
                ec2.rebootInstances(r -> r.instanceIds(ID));
            } else {
                refused("UnauthorizedOperation", 403, () -> ec2.rebootInstances(r -> r.instanceIds(ID)));
            }
        }
    }

    @Test
    void anAssociationNeedsTheAddressAndTheInstance() throws IOException {
        String tagged = ", 'Condition': {'StringEquals': {'aws:ResourceTag/Name': 'regent-registry'}}";
        String address = "'arn:aws:ec2:eu-west-1:123456789012:elastic-ip/*'";
        String instance = "'arn:aws:ec2:eu-west-1:123456789012:instance/*'";
        for (String one : List.of(address, instance)) {
            try (Ec2Client ec2 = allowed("'Action': 'ec2:AssociateAddress', 'Resource': " + one + tagged)) {
                refused(
                        "UnauthorizedOperation",
                        403,
                        () -> ec2.associateAddress(r -> r.allocationId(ADDRESS).instanceId(ID)));
            }
        }
        try (Ec2Client ec2 =
                allowed("'Action': 'ec2:AssociateAddress', 'Resource': [" + address + ", " + instance + "]" + tagged)) {
            assertThat(ec2.associateAddress(r -> r.allocationId(ADDRESS).instanceId(ID))
                            .associationId())
                    .startsWith("eipassoc-");
        }
    }

    @Test
    void aDarkRegionDoesNotAnswerAndASlowOneLater() {
        world.faults.slow(LabWorld.IRELAND, Duration.ofMillis(50));
        try (Ec2Client ec2 = person()) {
            assertThat(ec2.describeInstances().reservations()).hasSize(1);
            world.faults.dark(LabWorld.IRELAND);
            assertThatThrownBy(() -> ec2.describeInstances(request ->
                            request.overrideConfiguration(settings -> settings.apiCallTimeout(Duration.ofMillis(500)))))
                    .isInstanceOf(ApiCallTimeoutException.class);
        }
    }

    /** What {@code aws ec2 describe-instances --filters …} sends and reads. */
    @Test
    void theCommandLineIsUnderstood() throws Exception {
        String body = "Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=tag%3AName&Filter.1.Value.1="
                + "regent-registry&InstanceId.1=" + ID;
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.front.endpoint() + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host,"
                                + " Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .contains(
                            "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>",
                            "<reservationSet><item><reservationId>r-00000000000000001</reservationId>",
                            "<instancesSet><item><instanceId>" + ID + "</instanceId>",
                            "<instanceState><code>16</code><name>running</name></instanceState>");
        }
    }
}
