package io.regent.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The twins as the real SDK for Java sees them: what it sends is understood, what it gets it understands. */
@Timeout(120)
class SdkTest {
    private final LabWorld world;

    SdkTest() throws IOException {
        world = new LabWorld(1);
    }

    @AfterEach
    void close() {
        world.close();
        assertThat(world.journal.failures()).isEmpty();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String region) {
        URI endpoint = world.front.endpoint();
        return builder.endpointOverride(endpoint)
                .region(software.amazon.awssdk.regions.Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    @Test
    void anEventReachesTheFunctionThatARuleNames() throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        world.register(LabWorld.MUMBAI, "failover", Duration.ofSeconds(5), (payload, context) -> {
            arrived.add(SdkBytes.fromByteArray(payload).asUtf8String());
            return payload;
        });
        try (EventBridgeClient events = client(EventBridgeClient.builder(), "ap-south-1")) {
            String arn = events.putRule(rule ->
                            rule.name("verdicts").state(RuleState.ENABLED).eventPattern("{\"source\":[\"regent\"]}"))
                    .ruleArn();
            assertThat(arn).isEqualTo("arn:aws:events:ap-south-1:123456789012:rule/verdicts");
            Target target = Target.builder()
                    .id("1")
                    .arn("arn:aws:lambda:ap-south-1:123456789012:function:failover")
                    .build();
            assertThat(events.putTargets(put -> put.rule("verdicts").targets(target))
                            .failedEntryCount())
                    .isZero();
            PutEventsRequestEntry good = PutEventsRequestEntry.builder()
                    .source("regent")
                    .detailType("Verdict changed")
                    .detail("{\"endpoint\":\"eu-west-1\"}")
                    .build();
            PutEventsResponse response =
                    events.putEvents(put -> put.entries(good, good.copy(entry -> entry.detail("nonsense"))));
            assertThat(response.failedEntryCount()).isEqualTo(1);
            assertThat(response.entries().getLast().errorCode()).isEqualTo("MalformedDetail");
            assertThat(arrived.poll(30, TimeUnit.SECONDS))
                    .contains(response.entries().getFirst().eventId())
                    .contains("\"detail\":{\"endpoint\":\"eu-west-1\"}");
            assertThat(events.listRules(list -> list.namePrefix("ver")).rules())
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.name()).isEqualTo("verdicts"));
            assertThat(events.describeRule(describe -> describe.name("verdicts"))
                            .eventPattern())
                    .isEqualTo("{\"source\":[\"regent\"]}");
            assertThat(events.listTargetsByRule(list -> list.rule("verdicts")).targets())
                    .containsExactly(target);
        }
    }

    @Test
    void eventBridgesErrorsAreItsOwn() {
        try (EventBridgeClient events = client(EventBridgeClient.builder(), "eu-west-1")) {
            assertThatThrownBy(() -> events.putRule(rule -> rule.name("r").eventPattern("{}")))
                    .isInstanceOf(InvalidEventPatternException.class);
            assertThatThrownBy(() -> events.describeRule(rule -> rule.name("none")))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("Rule none does not exist");
            assertThatThrownBy(() -> events.listEventBuses(list -> list.limit(1)))
                    .isInstanceOf(EventBridgeException.class)
                    .hasMessageContaining("no operation ListEventBuses of events");
            assertThatThrownBy(() -> events.putRule(rule -> rule.name("r").scheduleExpression("rate(1 minute)")))
                    .hasMessageContaining("the twin does not have ScheduleExpression");
        }
        try (EventBridgeClient elsewhere = client(EventBridgeClient.builder(), "us-west-2")) {
            assertThatThrownBy(() -> elsewhere.listRules(list -> list.limit(1)))
                    .hasMessageContaining("no events in us-west-2");
        }
    }

    @Test
    void invocationsAnswerFailAndTimeOutAsLambdasDo() {
        world.register(LabWorld.IRELAND, "echo", Duration.ofSeconds(5), (payload, context) -> payload);
        world.register(LabWorld.IRELAND, "fail", Duration.ofSeconds(5), (payload, context) -> {
            throw new IllegalStateException("no luck");
        });
        world.register(LabWorld.IRELAND, "hang", Duration.ofSeconds(1), (payload, context) -> {
            new CountDownLatch(1).await();
            return payload;
        });
        try (LambdaClient lambda = client(LambdaClient.builder(), "eu-west-1")) {
            SdkBytes payload = SdkBytes.fromUtf8String("{\"a\":1}");
            InvokeResponse echo = lambda.invoke(
                    call -> call.functionName("echo").qualifier("live").payload(payload));
            assertThat(echo.statusCode()).isEqualTo(200);
            assertThat(echo.executedVersion()).isEqualTo("3");
            assertThat(echo.payload().asUtf8String()).isEqualTo("{\"a\":1}");
            assertThat(echo.functionError()).isNull();
            InvokeResponse fail =
                    lambda.invoke(call -> call.functionName("arn:aws:lambda:eu-west-1:123456789012:function:fail")
                            .payload(payload));
            assertThat(fail.functionError()).isEqualTo("Unhandled");
            assertThat(fail.payload().asUtf8String()).contains("\"errorMessage\":\"no luck\"");
            InvokeResponse hang = lambda.invoke(call -> call.functionName("hang"));
            assertThat(hang.functionError()).isEqualTo("Unhandled");
            assertThat(hang.payload().asUtf8String()).contains("Task timed out after 1.00 seconds");
            assertThat(lambda.invoke(call -> call.functionName("echo").invocationType(InvocationType.DRY_RUN))
                            .statusCode())
                    .isEqualTo(204);
            assertThatThrownBy(() -> lambda.invoke(call -> call.functionName("none")))
                    .isInstanceOf(software.amazon.awssdk.services.lambda.model.ResourceNotFoundException.class)
                    .hasMessageContaining("Function not found: arn:aws:lambda:eu-west-1");
            assertThat(lambda.listFunctions().functions())
                    .extracting(function -> function.functionName() + " " + function.timeout())
                    .containsExactly("echo 5", "fail 5", "hang 1");
            assertThat(lambda.getFunction(get -> get.functionName("echo"))
                            .configuration()
                            .memorySize())
                    .isEqualTo(256);
        }
    }

    @Test
    void anAsynchronousInvocationIsAcceptedAtOnceAndAFullRegionThrottles() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        world.register(LabWorld.IRELAND, "busy", Duration.ofSeconds(60), (payload, context) -> {
            started.countDown();
            release.await();
            return payload;
        });
        try (LambdaClient lambda = client(LambdaClient.builder(), "eu-west-1")) {
            assertThat(lambda.invoke(call -> call.functionName("busy").invocationType(InvocationType.EVENT))
                            .statusCode())
                    .isEqualTo(202);
            started.await();
            assertThatThrownBy(() -> lambda.invoke(call -> call.functionName("busy")))
                    .isInstanceOfSatisfying(
                            TooManyRequestsException.class,
                            error -> assertThat(error.reasonAsString()).isEqualTo("ConcurrentInvocationLimitExceeded"));
            release.countDown();
        }
    }

    @Test
    void concurrencyIsReservedReadAndGivenBack() {
        world.register(LabWorld.IRELAND, "echo", Duration.ofSeconds(5), (payload, context) -> payload);
        try (LambdaClient lambda = client(LambdaClient.builder(), "eu-west-1")) {
            assertThat(lambda.getFunctionConcurrency(get -> get.functionName("echo"))
                            .reservedConcurrentExecutions())
                    .isNull();
            assertThat(lambda.putFunctionConcurrency(
                                    put -> put.functionName("echo").reservedConcurrentExecutions(0))
                            .reservedConcurrentExecutions())
                    .isZero();
            String arn = "arn:aws:lambda:eu-west-1:123456789012:function:echo";
            assertThat(lambda.getFunctionConcurrency(get -> get.functionName(arn))
                            .reservedConcurrentExecutions())
                    .isZero();
            assertThat(lambda.getFunction(get -> get.functionName("echo"))
                            .concurrency()
                            .reservedConcurrentExecutions())
                    .isZero();
            assertThatThrownBy(() -> lambda.invoke(call -> call.functionName("echo")))
                    .isInstanceOfSatisfying(
                            TooManyRequestsException.class,
                            error -> assertThat(error.reasonAsString())
                                    .isEqualTo("ReservedFunctionConcurrentInvocationLimitExceeded"));
            assertThat(lambda.deleteFunctionConcurrency(delete -> delete.functionName("echo"))
                            .sdkHttpResponse()
                            .statusCode())
                    .isEqualTo(204);
            assertThat(lambda.invoke(call -> call.functionName("echo")).statusCode())
                    .isEqualTo(200);
            assertThat(lambda.getFunction(get -> get.functionName("echo")).concurrency())
                    .isNull();
        }
    }

    @Test
    void aReservationThatLambdaWouldNotTakeIsRefused() {
        world.register(LabWorld.IRELAND, "echo", Duration.ofSeconds(5), (payload, context) -> payload);
        try (LambdaClient lambda = client(LambdaClient.builder(), "eu-west-1")) {
            assertThatThrownBy(() -> lambda.putFunctionConcurrency(
                            put -> put.functionName("echo").reservedConcurrentExecutions(1000)))
                    .isInstanceOf(InvalidParameterValueException.class)
                    .hasMessageContaining("UnreservedConcurrentExecution below its minimum value");
            assertThatThrownBy(() -> lambda.putFunctionConcurrency(put -> put.functionName("echo")))
                    .isInstanceOf(InvalidParameterValueException.class)
                    .hasMessageContaining("Member must not be null");
            assertThatThrownBy(() -> lambda.putFunctionConcurrency(
                            put -> put.functionName("echo:live").reservedConcurrentExecutions(0)))
                    .isInstanceOf(InvalidParameterValueException.class)
                    .hasMessageContaining("without a qualifier");
            assertThatThrownBy(() -> lambda.deleteFunctionConcurrency(delete -> delete.functionName("none")))
                    .isInstanceOf(software.amazon.awssdk.services.lambda.model.ResourceNotFoundException.class);
        }
    }

    @Test
    void aDarkRegionIsLeftToTheClientsOwnDeadline() {
        world.register(LabWorld.IRELAND, "echo", Duration.ofSeconds(5), (payload, context) -> payload);
        world.faults.dark(LabWorld.IRELAND);
        try (LambdaClient lambda = client(LambdaClient.builder(), "eu-west-1")) {
            assertThatThrownBy(() -> lambda.invoke(call -> call.functionName("echo")
                            .overrideConfiguration(settings -> settings.apiCallTimeout(Duration.ofMillis(500)))))
                    .isInstanceOf(ApiCallTimeoutException.class);
        }
    }

    @Test
    void parametersAreWrittenAndRead() {
        try (SsmClient ssm = client(SsmClient.builder(), "eu-west-1")) {
            assertThat(ssm.putParameter(put -> put.name("/regent/fleet")
                                    .type(ParameterType.SECURE_STRING)
                                    .value("hush"))
                            .version())
                    .isEqualTo(1);
            GetParameterResponse read =
                    ssm.getParameter(get -> get.name("/regent/fleet").withDecryption(true));
            assertThat(read.parameter().value()).isEqualTo("hush");
            assertThat(read.parameter().type()).isEqualTo(ParameterType.SECURE_STRING);
            assertThat(read.parameter().lastModifiedDate()).isNotNull();
            assertThat(ssm.getParameter(get -> get.name("/regent/fleet"))
                            .parameter()
                            .value())
                    .isNotEqualTo("hush");
            assertThatThrownBy(() -> ssm.putParameter(put ->
                            put.name("/regent/fleet").type(ParameterType.STRING).value("x")))
                    .isInstanceOf(ParameterAlreadyExistsException.class);
            assertThatThrownBy(() -> ssm.getParameter(get -> get.name("none")))
                    .isInstanceOf(ParameterNotFoundException.class);
        }
        try (SsmClient other = client(SsmClient.builder(), "ap-south-1")) {
            assertThatThrownBy(() -> other.getParameter(get -> get.name("/regent/fleet")))
                    .isInstanceOf(ParameterNotFoundException.class);
        }
    }

    @Test
    void topicsAreMadeListedAndPublishedTo() {
        try (SnsClient sns = client(SnsClient.builder(), "eu-west-1")) {
            String arn = sns.createTopic(create -> create.name("alerts")).topicArn();
            assertThat(sns.listTopics().topics())
                    .singleElement()
                    .satisfies(topic -> assertThat(topic.topicArn()).isEqualTo(arn));
            assertThat(sns.publish(publish -> publish.topicArn(arn)
                                    .subject("Ireland & Mumbai")
                                    .message("a < b"))
                            .messageId())
                    .isNotEmpty();
            assertThatThrownBy(() ->
                            sns.publish(publish -> publish.topicArn(arn + "x").message("m")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("Topic does not exist");
            assertThatThrownBy(
                            () -> sns.publish(publish -> publish.topicArn(arn).message("m".repeat(262_145))))
                    .isInstanceOf(InvalidParameterException.class);
            assertThatThrownBy(() -> sns.listSubscriptions())
                    .hasMessageContaining("no operation ListSubscriptions of sns");
        }
    }
}
