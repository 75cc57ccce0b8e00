package io.regent.aws;

import static io.regent.aws.RawServer.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import io.regent.process.Environment;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TypedCallsTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final Region MUMBAI = new Region("ap-south-1");
    private static final FunctionName PROBE = FunctionName.latest("registry-probe");
    private static final BusEvent EVENT = new BusEvent(
            "default",
            "io.regent",
            "Verdict changed",
            JsonObject.builder().with("endpoint", "eu-west-1").build());

    private static <T> T with(RawServer server, Function<SignedCalls, T> call) {
        var access = AwsAccess.from(Environment.of(Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL", server.uri().toString(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test")));
        try (var calls = new SignedCalls(access, InstantSource.system(), new Random(1))) {
            return call.apply(calls);
        }
    }

    private static Answer<JsonPlace> invoke(RawServer server) {
        var payload = JsonObject.builder().with("ask", "second-opinion").build();
        return with(server, calls -> new LambdaCalls(calls).invoke(MUMBAI, PROBE, payload, AMPLE));
    }

    private static Answer<Integer> put(RawServer server, List<BusEvent> events) {
        return with(server, calls -> new EventCalls(calls).put(MUMBAI, events, AMPLE));
    }

    private static Answer<String> parameter(RawServer server) {
        return with(server, calls -> new ParameterCalls(calls).value(MUMBAI, "/regent/fleet", AMPLE));
    }

    private static void assertFailed(Answer<?> answer, Trouble trouble, String... said) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.trouble()).isEqualTo(trouble);
            assertThat(failed.detail()).contains(said);
        });
    }

    @Test
    void aFunctionsAnswerIsGiven() throws IOException, BadJson {
        try (var server = new RawServer(answering(200, "{\"verdicts\":[]}"))) {
            assertThat(invoke(server)).isEqualTo(new Answer.Given<>(Json.read("{\"verdicts\":[]}")));

            var received = server.received().getFirst();
            assertThat(received.method()).isEqualTo("POST");
            assertThat(received.target())
                    .isEqualTo("/2015-03-31/functions/registry-probe/invocations?Qualifier=%24LATEST");
            assertThat(received.headers()).containsEntry("x-amz-invocation-type", "RequestResponse");
            assertThat(received.body()).isEqualTo("{\"ask\":\"second-opinion\"}");
        }
    }

    @Test
    void anExceptionInsideAFunctionIsAFailureThoughTheStatusIs200() throws IOException {
        var thrown = answering(
                200, "{\"errorMessage\":\"Task timed out after 3.00 seconds\"}", "X-Amz-Function-Error: Unhandled");
        try (var server = new RawServer(thrown)) {
            assertFailed(
                    invoke(server), Trouble.FAILED_INSIDE, "registry-probe in ap-south-1", "Unhandled", "timed out");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void anUnknownFunctionIsRefused() throws IOException {
        var unknown =
                answering(404, "{\"Message\":\"Function not found\"}", "x-amzn-ErrorType: ResourceNotFoundException");
        try (var server = new RawServer(unknown)) {
            assertFailed(invoke(server), Trouble.REFUSED, "ResourceNotFoundException: Function not found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html></html>", "{\"a\":", "{} trailing"})
    void aFunctionsAnswerThatIsNoJsonIsNonsense(String body) throws IOException {
        try (var server = new RawServer(answering(200, body))) {
            assertFailed(invoke(server), Trouble.NONSENSE, "status 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a?b", "arn:aws:lambda:x", "ümlaut"})
    void aFunctionIsNamedByItsNameAlone(String name) {
        assertThatThrownBy(() -> FunctionName.latest(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(FunctionName.ACCEPTED_NAME);
        assertThatThrownBy(() -> new FunctionName("probe", name)).hasMessageContaining("version or alias");
    }

    @Test
    void eventsAreWrittenAsEventBridgeReadsThem() throws IOException, BadJson {
        try (var server = new RawServer(answering(200, "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}"))) {
            assertThat(put(server, List.of(EVENT))).isEqualTo(new Answer.Given<>(1));

            var received = server.received().getFirst();
            assertThat(received.headers())
                    .containsEntry("x-amz-target", "AWSEvents.PutEvents")
                    .containsEntry("content-type", "application/x-amz-json-1.1");
            assertThat(received.headers().get("authorization")).contains("/ap-south-1/events/aws4_request");
            var entry = Json.read(received.body()).field("Entries").elements().getFirst();
            assertThat(entry.fields().keySet())
                    .containsExactlyInAnyOrder("EventBusName", "Source", "DetailType", "Detail");
            assertThat(Json.read(entry.field("Detail").text()).value()).isEqualTo(EVENT.detail());
        }
    }

    @Test
    void eventsThatWereNotTakenAreAFailureThoughTheStatusIs200() throws IOException {
        var partly = answering(
                200,
                "{\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"1\"},{\"ErrorCode\":\"InternalFailure\",\"ErrorMessage\":\"x\"}]}");
        try (var server = new RawServer(partly)) {
            assertFailed(put(server, List.of(EVENT, EVENT)), Trouble.FAILED_INSIDE, "1 of 2", "InternalFailure");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"FailedEntryCount\":\"0\"}",
                "{\"FailedEntryCount\":2}",
                "{\"FailedEntryCount\":1}",
                "[]"
            })
    void anAnswerToEventsThatMakesNoSenseIsNotTakenForSuccess(String body) throws IOException {
        try (var server = new RawServer(answering(200, body))) {
            assertFailed(put(server, List.of(EVENT)), Trouble.NONSENSE, "events in ap-south-1");
        }
    }

    @Test
    void noMoreEventsGoIntoACallThanItTakes() throws IOException {
        try (var server = new RawServer(answering(200, "{}"))) {
            assertThatThrownBy(() -> put(server, Collections.nCopies(11, EVENT)))
                    .hasMessageContaining("1 to 10");
            assertThatThrownBy(() -> put(server, List.of())).hasMessageContaining("1 to 10");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void eventsCannotClaimToBeAwssOwn() {
        assertThatThrownBy(() -> new BusEvent("default", "aws.health", "x", EVENT.detail()))
                .hasMessageContaining("aws.");
        assertThatThrownBy(() -> new BusEvent("default", "io.regent", " ", EVENT.detail()))
                .hasMessageContaining("no blanks");
    }

    @Test
    void aParameterIsAskedForDecrypted() throws IOException {
        try (var server = new RawServer(answering(200, "{\"Parameter\":{\"Value\":\"services: []\"}}"))) {
            assertThat(parameter(server)).isEqualTo(new Answer.Given<>("services: []"));

            var received = server.received().getFirst();
            assertThat(received.headers()).containsEntry("x-amz-target", "AmazonSSM.GetParameter");
            assertThat(received.headers().get("authorization")).contains("/ap-south-1/ssm/aws4_request");
            assertThat(received.body()).isEqualTo("{\"Name\":\"/regent/fleet\",\"WithDecryption\":true}");
        }
    }

    @Test
    void aParameterThatIsNotThereIsRefusedByName() throws IOException {
        try (var server = new RawServer(answering(400, "{\"__type\":\"ParameterNotFound\"}"))) {
            assertFailed(parameter(server), Trouble.REFUSED, "status 400 ParameterNotFound");
        }
        try (var server = new RawServer(answering(200, "{\"Parameter\":{}}"))) {
            assertFailed(parameter(server), Trouble.NONSENSE, "Parameter.Value: missing");
        }
    }

    private static Answer<String> publish(RawServer server, String subject, String message) {
        return with(
                server,
                calls -> new TopicCalls(calls)
                        .publish("arn:aws:sns:ap-south-1:123456789012:regent", subject, message, AMPLE));
    }

    private static String published(String id) {
        return "<PublishResponse><PublishResult><MessageId>" + id + "</MessageId></PublishResult></PublishResponse>";
    }

    @Test
    void aTopicIsPublishedToAsAForm() throws IOException {
        try (var server = new RawServer(answering(200, published("m-1")))) {
            assertThat(publish(server, "A & B", "ü=1\n")).isEqualTo(new Answer.Given<>("m-1"));

            var received = server.received().getFirst();
            assertThat(received.headers().getOrDefault("authorization", "")).contains("/ap-south-1/sns/aws4_request");
            assertThat(received.body())
                    .isEqualTo("Action=Publish&Message=%C3%BC%3D1%0A&Subject=A+%26+B"
                            + "&TopicArn=arn%3Aaws%3Asns%3Aap-south-1%3A123456789012%3Aregent&Version=2010-03-31");
        }
    }

    @Test
    void aSubjectIsMadeWhatATopicTakes() throws IOException {
        try (var server = new RawServer(answering(200, published("m-1")))) {
            publish(server, " ü\n" + "x".repeat(200), "text");

            assertThat(server.received().getFirst().body()).contains("&Subject=%3F%3F" + "x".repeat(98) + "&");
        }
    }

    @Test
    void aMessageThatIsTooLongIsCutBetweenCharacters() throws IOException {
        try (var server = new RawServer(answering(200, published("m-1")))) {
            publish(server, "s", "ü".repeat(TopicCalls.MOST_BYTES));

            var body = server.received().getFirst().body();
            var message = URLDecoder.decode(SigV4.between(body, "Message=", "&"), StandardCharsets.UTF_8);
            assertThat(message).endsWith("ü\n…").doesNotContain("\ufffd");
            assertThat(message.getBytes(StandardCharsets.UTF_8))
                    .hasSizeBetween(TopicCalls.MOST_BYTES - 1, TopicCalls.MOST_BYTES);
        }
    }

    @Test
    void aTopicThatRefusesSaysWhyInXml() throws IOException {
        var refusal = "<ErrorResponse><Error><Code>NotFound</Code><Message>Topic does not exist</Message></Error>"
                + "</ErrorResponse>";
        try (var server = new RawServer(answering(404, refusal))) {
            assertThat(publish(server, "s", "text"))
                    .isEqualTo(new Answer.Failed<>(Trouble.REFUSED, "status 404 NotFound: Topic does not exist"));
        }
    }

    @Test
    void aTopicThatIsThrottledIsAskedOnceMore() throws IOException {
        var throttled = "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
        try (var server = new RawServer(answering(400, throttled), answering(200, published("m-2")))) {
            assertThat(publish(server, "s", "text")).isEqualTo(new Answer.Given<>("m-2"));
        }
    }

    @Test
    void anAnswerWithoutAMessageIdIsNonsense() throws IOException {
        try (var server = new RawServer(answering(200, "<html>"))) {
            assertThat(publish(server, "s", "text"))
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(failed.trouble()).isEqualTo(Trouble.NONSENSE));
        }
    }
}
