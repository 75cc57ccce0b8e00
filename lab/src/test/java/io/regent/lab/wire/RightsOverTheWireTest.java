package io.regent.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.iam.Policy;
import io.regent.lab.twin.iam.Role;
import io.regent.lab.twin.route53.DnsName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.Route53Exception;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** A function's calls by the real SDK, judged by its role: what each asks for, and what it is told when it may not. */
@Timeout(120)
class RightsOverTheWireTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/controller";
    private static final MetricDatum DOWN =
            MetricDatum.builder().metricName("Down").value(1.0).build();
    private static final String ZONE = "Z0123456789ABCDEFGHIJ";
    private static final String NOT_AUTHORIZED =
            "User: arn:aws:sts::123456789012:assumed-role/controller/regent-failover is not authorized to perform: ";

    private final LabWorld world;
    private final String key;

    RightsOverTheWireTest() throws IOException {
        world = new LabWorld(10);
        world.route53.host(ZONE, DnsName.of("example.com"));
        key = world.keys.issue(new Caller.Function(LabWorld.IRELAND, "regent-failover"), ROLE);
        may("");
    }

    @AfterEach
    void close() {
        world.close();
        assertThat(world.journal.failures()).isEmpty();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String region) {
        return builder.endpointOverride(world.front.endpoint())
                .region(software.amazon.awssdk.regions.Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    /** The controller's role from now on: one statement that allows these, or nothing. */
    private void may(String elements) {
        String trust = "{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Principal': {'Service':"
                + " 'lambda.amazonaws.com'}, 'Action': 'sts:AssumeRole'}}";
        String policy = "{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', " + elements + "}}";
        try {
            JsonMapper json = JsonMapper.builder().build();
            world.access.put(new Role(
                    "controller",
                    Policy.ofTrust("controller", "Trust", json.readTree(trust.replace('\'', '"'))),
                    elements.isEmpty()
                            ? List.of()
                            : List.of(Policy.ofRole(
                                    "controller", "inline", "Policy", json.readTree(policy.replace('\'', '"'))))));
        } catch (IOException e) {
            throw new IllegalArgumentException(policy, e);
        }
    }

    private static <E extends AwsServiceException> void refused(
            Class<E> type, String code, int status, String action, String resource, ThrowingCallable call) {
        E error = catchThrowableOfType(type, call);
        assertThat(error).as(action).isNotNull();
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(error.statusCode()).isEqualTo(status);
        String on = resource.isEmpty() ? "" : " on resource: " + resource;
        assertThat(error.awsErrorDetails().errorMessage())
                .isEqualTo(NOT_AUTHORIZED + action + on + " because no identity-based policy allows the " + action
                        + " action");
    }

    /** The condition keys of the latest act, without those of every request. */
    private Map<String, List<String>> keys() {
        Act act = world.asked.getLast();
        Map<String, List<String>> own = new TreeMap<>(act.keys());
        assertThat(own.remove("aws:securetransport")).containsExactly("true");
        assertThat(own.remove("aws:requestedregion")).hasSize(1);
        return own;
    }

    @Test
    void metricsArePutByNamespaceAndReadAsAWhole() {
        try (CloudWatchClient ireland = client(CloudWatchClient.builder(), "eu-west-1");
                CloudWatchClient mumbai = client(CloudWatchClient.builder(), "ap-south-1")) {
            ThrowingCallable put =
                    () -> ireland.putMetricData(data -> data.namespace("Regent").metricData(DOWN));
            refused(CloudWatchException.class, "AccessDenied", 403, "cloudwatch:PutMetricData", "", put);
            assertThat(keys()).containsExactly(Map.entry("cloudwatch:namespace", List.of("Regent")));
            refused(
                    CloudWatchException.class,
                    "AccessDenied",
                    403,
                    "cloudwatch:GetMetricData",
                    "",
                    () -> ireland.getMetricData(get ->
                            get.startTime(Instant.EPOCH).endTime(Instant.now()).metricDataQueries(List.of())));
            refused(
                    CloudWatchException.class,
                    "AccessDenied",
                    403,
                    "cloudwatch:DescribeAlarms",
                    "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:regent-down",
                    () -> ireland.describeAlarms(describe -> describe.alarmNames("regent-down")));

            may("'Action': 'cloudwatch:PutMetricData', 'Resource': '*', 'Condition': {'StringEquals':"
                    + " {'cloudwatch:namespace': 'Regent', 'aws:RequestedRegion': ['eu-west-1']}}");
            ireland.putMetricData(data -> data.namespace("Regent").metricData(DOWN));
            assertThatThrownBy(() -> ireland.putMetricData(
                            data -> data.namespace("Other").metricData(DOWN)))
                    .as("another namespace")
                    .isInstanceOf(CloudWatchException.class);
            assertThatThrownBy(() -> mumbai.putMetricData(
                            data -> data.namespace("Regent").metricData(DOWN)))
                    .as("another region")
                    .isInstanceOf(CloudWatchException.class);
        }
    }

    private static PutEventsRequestEntry entry(String source, String type) {
        return PutEventsRequestEntry.builder()
                .source(source)
                .detailType(type)
                .detail("{}")
                .build();
    }

    @Test
    void eventsArePutOnABusBySourceAndType() {
        try (EventBridgeClient events = client(EventBridgeClient.builder(), "ap-south-1")) {
            String bus = "arn:aws:events:ap-south-1:123456789012:event-bus/default";
            refused(
                    EventBridgeException.class,
                    "AccessDeniedException",
                    400,
                    "events:PutEvents",
                    bus,
                    () -> events.putEvents(put -> put.entries(entry("regent", "Verdict changed"))));
            assertThat(keys())
                    .containsEntry("events:source", List.of("regent"))
                    .containsEntry("events:detail-type", List.of("Verdict changed"))
                    .containsEntry("events:eventbusinvocation", List.of("false"));

            may(
                    "'Action': 'events:PutEvents', 'Resource': 'arn:aws:events:*:123456789012:event-bus/default',"
                            + " 'Condition': {'StringEquals': {'events:source': 'regent', 'events:detail-type': 'Verdict changed'}}");
            assertThat(events.putEvents(put ->
                                    put.entries(entry("regent", "Verdict changed"), entry("regent", "Verdict changed")))
                            .failedEntryCount())
                    .isZero();
            for (PutEventsRequestEntry other : List.of(entry("aws.ec2", "Verdict changed"), entry("regent", "Other"))) {
                assertThatThrownBy(
                                () -> events.putEvents(put -> put.entries(entry("regent", "Verdict changed"), other)))
                        .isInstanceOf(EventBridgeException.class);
            }
            refused(
                    EventBridgeException.class,
                    "AccessDeniedException",
                    400,
                    "events:PutRule",
                    "arn:aws:events:ap-south-1:123456789012:rule/r",
                    () -> events.putRule(rule -> rule.name("r").eventPattern("{\"source\":[\"regent\"]}")));
        }
    }

    @Test
    void aFunctionIsInvokedByTheArnThatItWasAskedForBy() {
        world.register(LabWorld.IRELAND, "regent-probe", Duration.ofSeconds(5), (payload, context) -> payload);
        String arn = "arn:aws:lambda:eu-west-1:123456789012:function:regent-probe";
        try (LambdaClient lambda = client(LambdaClient.builder(), "eu-west-1")) {
            refused(
                    LambdaException.class,
                    "AccessDeniedException",
                    403,
                    "lambda:InvokeFunction",
                    arn + ":live",
                    () -> lambda.invoke(call -> call.functionName("regent-probe:live")));
            refused(
                    LambdaException.class,
                    "AccessDeniedException",
                    403,
                    "lambda:InvokeFunction",
                    arn.replace("regent-probe", "none"),
                    () -> lambda.invoke(call -> call.functionName("none")));

            may("'Action': 'lambda:InvokeFunction', 'Resource': '" + arn + ":live'");
            for (String name : List.of("regent-probe:live", arn + ":live")) {
                assertThat(lambda.invoke(call -> call.functionName(name)).statusCode())
                        .isEqualTo(200);
            }
            assertThat(lambda.invoke(call -> call.functionName("regent-probe").qualifier("live"))
                            .statusCode())
                    .isEqualTo(200);
            refused(
                    LambdaException.class,
                    "AccessDeniedException",
                    403,
                    "lambda:InvokeFunction",
                    arn,
                    () -> lambda.invoke(call -> call.functionName("regent-probe")));
            refused(
                    LambdaException.class,
                    "AccessDeniedException",
                    403,
                    "lambda:GetFunction",
                    arn,
                    () -> lambda.getFunction(call -> call.functionName("regent-probe")));
            refused(
                    LambdaException.class,
                    "AccessDeniedException",
                    403,
                    "lambda:ListFunctions",
                    "",
                    () -> lambda.listFunctions());
        }
    }

    @Test
    void concurrencyIsReservedByWhoMayForThatFunction() {
        world.register(LabWorld.IRELAND, "regent-failover", Duration.ofSeconds(5), (payload, context) -> payload);
        String arn = "arn:aws:lambda:eu-west-1:123456789012:function:regent-failover";
        try (LambdaClient lambda = client(LambdaClient.builder(), "eu-west-1")) {
            refused(
                    LambdaException.class,
                    "AccessDeniedException",
                    403,
                    "lambda:PutFunctionConcurrency",
                    arn,
                    () -> lambda.putFunctionConcurrency(
                            put -> put.functionName("regent-failover").reservedConcurrentExecutions(0)));
            refused(
                    LambdaException.class,
                    "AccessDeniedException",
                    403,
                    "lambda:GetFunctionConcurrency",
                    arn,
                    () -> lambda.getFunctionConcurrency(get -> get.functionName("regent-failover")));
            refused(
                    LambdaException.class,
                    "AccessDeniedException",
                    403,
                    "lambda:DeleteFunctionConcurrency",
                    arn,
                    () -> lambda.deleteFunctionConcurrency(delete -> delete.functionName("regent-failover")));

            may("'Action': 'lambda:PutFunctionConcurrency', 'Resource': '" + arn + "'");

            assertThat(lambda.putFunctionConcurrency(
                                    put -> put.functionName("regent-failover").reservedConcurrentExecutions(0))
                            .reservedConcurrentExecutions())
                    .isZero();
        }
    }

    @Test
    void aParameterIsReadByItsArn() {
        String arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/regent/fleet";
        try (SsmClient ssm = client(SsmClient.builder(), "eu-west-1")) {
            for (String name : List.of("/regent/fleet", "/regent/fleet:3", arn)) {
                refused(
                        SsmException.class,
                        "AccessDeniedException",
                        400,
                        "ssm:GetParameter",
                        arn,
                        () -> ssm.getParameter(get -> get.name(name)));
            }
            may("'Action': 'ssm:GetParameter', 'Resource': '" + arn + "'");
            assertThatThrownBy(() -> ssm.getParameter(get -> get.name("/regent/fleet")))
                    .hasMessageContaining("ParameterNotFound");
        }
    }

    @Test
    void aTopicIsPublishedToByItsArn() {
        String arn = "arn:aws:sns:eu-west-1:123456789012:alerts";
        try (SnsClient sns = client(SnsClient.builder(), "eu-west-1")) {
            refused(
                    AuthorizationErrorException.class,
                    "AuthorizationError",
                    403,
                    "SNS:Publish",
                    arn,
                    () -> sns.publish(publish -> publish.topicArn(arn).message("m")));
            refused(
                    AuthorizationErrorException.class,
                    "AuthorizationError",
                    403,
                    "SNS:CreateTopic",
                    arn,
                    () -> sns.createTopic(create -> create.name("alerts")));
        }
    }

    private static Change change(ChangeAction action, String name, RRType type) {
        return Change.builder()
                .action(action)
                .resourceRecordSet(set -> set.name(name)
                        .type(type)
                        .ttl(60L)
                        .resourceRecords(ResourceRecord.builder()
                                .value(type == RRType.TXT ? "\"x\"" : "192.0.2.1")
                                .build()))
                .build();
    }

    /** "Using IAM policy conditions for fine-grained access control to manage resource record sets". */
    @Test
    void recordsAreChangedByZoneNamesTypesAndActions() {
        String zone = "arn:aws:route53:::hostedzone/" + ZONE;
        Change weights = change(ChangeAction.UPSERT, "Registry.Example.COM.", RRType.A);
        Change ledger = change(ChangeAction.CREATE, "_regent.registry.example.com", RRType.TXT);
        try (Route53Client route53 = client(Route53Client.builder(), "us-east-1")) {
            refused(
                    Route53Exception.class,
                    "AccessDenied",
                    403,
                    "route53:ChangeResourceRecordSets",
                    zone,
                    () -> route53.changeResourceRecordSets(
                            batch -> batch.hostedZoneId(ZONE).changeBatch(given -> given.changes(weights, ledger))));
            assertThat(keys())
                    .containsEntry(
                            "route53:changeresourcerecordsetsnormalizedrecordnames",
                            List.of("registry.example.com", "_regent.registry.example.com"))
                    .containsEntry("route53:changeresourcerecordsetsrecordtypes", List.of("A", "TXT"))
                    .containsEntry("route53:changeresourcerecordsetsactions", List.of("UPSERT", "CREATE"));
            refused(
                    Route53Exception.class,
                    "AccessDenied",
                    403,
                    "route53:ListResourceRecordSets",
                    zone,
                    () -> route53.listResourceRecordSets(list -> list.hostedZoneId(ZONE)));
            refused(
                    Route53Exception.class,
                    "AccessDenied",
                    403,
                    "route53:GetChange",
                    "arn:aws:route53:::change/C1",
                    () -> route53.getChange(get -> get.id("C1")));
            refused(
                    Route53Exception.class,
                    "AccessDenied",
                    403,
                    "route53:GetHealthCheck",
                    "arn:aws:route53:::healthcheck/abc",
                    () -> route53.getHealthCheck(get -> get.healthCheckId("abc")));
            refused(
                    Route53Exception.class,
                    "AccessDenied",
                    403,
                    "route53:ListHostedZones",
                    "",
                    () -> route53.listHostedZones());

            may("'Action': 'route53:ChangeResourceRecordSets', 'Resource': '" + zone + "', 'Condition': {"
                    + "'ForAllValues:StringEquals': {"
                    + "'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['registry.example.com',"
                    + " '_regent.registry.example.com'], 'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'TXT'],"
                    + " 'route53:ChangeResourceRecordSetsActions': ['UPSERT', 'CREATE']}}");
            route53.changeResourceRecordSets(
                    batch -> batch.hostedZoneId(ZONE).changeBatch(given -> given.changes(weights, ledger)));
            for (Change other : List.of(
                    change(ChangeAction.UPSERT, "other.example.com", RRType.A),
                    change(ChangeAction.DELETE, "registry.example.com", RRType.A),
                    change(ChangeAction.UPSERT, "registry.example.com", RRType.CNAME))) {
                assertThatThrownBy(() -> route53.changeResourceRecordSets(
                                batch -> batch.hostedZoneId(ZONE).changeBatch(given -> given.changes(weights, other))))
                        .as(other.toString())
                        .isInstanceOfSatisfying(
                                Route53Exception.class,
                                error -> assertThat(error.awsErrorDetails().errorCode())
                                        .isEqualTo("AccessDenied"));
            }
        }
    }

    @Test
    void whoHasNoRoleIsTheAdministrator() {
        assertThat(world.keys.role(new Caller.Function(LabWorld.MUMBAI, "regent-failover")))
                .isEmpty();
        String other = world.keys.issue(new Caller.Function(LabWorld.MUMBAI, "regent-failover"));
        try (SsmClient ssm = SsmClient.builder()
                .endpointOverride(world.front.endpoint())
                .region(software.amazon.awssdk.regions.Region.AP_SOUTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(other, "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            assertThatThrownBy(() -> ssm.getParameter(get -> get.name("/regent/fleet")))
                    .hasMessageContaining("ParameterNotFound");
        }
        assertThat(world.asked).isEmpty();
    }
}
