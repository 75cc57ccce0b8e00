package io.regent.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.lab.twin.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scheduler, STS and EC2 byte by byte: paths, members and error forms are those of their API models. */
@Timeout(120)
class RawWireTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TICK = """
            {"ClientToken": "0f8e", "ScheduleExpression": "rate(1 minute)", "FlexibleTimeWindow": {"Mode": "OFF"},
             "Target": {"Arn": "arn:aws:lambda:eu-west-1:123456789012:function:probe",
                        "RoleArn": "arn:aws:iam::123456789012:role/tick", "Input": "{\\"probe\\": 1}",
                        "RetryPolicy": {"MaximumEventAgeInSeconds": 60, "MaximumRetryAttempts": 0}}}""";

    private final LabWorld world;
    private final HttpClient client = HttpClient.newHttpClient();

    RawWireTest() throws IOException {
        world = new LabWorld(10);
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        world.close();
        assertThat(world.journal.failures()).isEmpty();
    }

    private HttpResponse<String> call(String key, String service, String method, String path, String type, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.front.endpoint() + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + key + "/20260301/eu-west-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0")
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> scheduler(String method, String path, String body) throws Exception {
        return call("AKIA", "scheduler", method, path, "application/json", body);
    }

    private HttpResponse<String> form(String key, String service, String body) throws Exception {
        return call(key, service, "POST", "/", "application/x-www-form-urlencoded; charset=utf-8", body);
    }

    @Test
    void aScheduleIsMadeSeenTicksAndGoes() throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        world.register(LabWorld.IRELAND, "probe", Duration.ofSeconds(5), (payload, context) -> {
            arrived.add(new String(payload, StandardCharsets.UTF_8));
            return payload;
        });
        HttpResponse<String> made = scheduler("POST", "/schedules/tick", TICK);
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body())
                .isEqualTo("{\"ScheduleArn\":\"arn:aws:scheduler:eu-west-1:123456789012:schedule/default/tick\"}");
        assertThat(arrived.poll(30, TimeUnit.SECONDS)).isEqualTo("{\"probe\": 1}");
        JsonNode seen = JSON.readTree(scheduler("GET", "/schedules/tick", "").body());
        assertThat(seen.at("/ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
        assertThat(seen.at("/FlexibleTimeWindow/Mode").asText()).isEqualTo("OFF");
        assertThat(seen.at("/Target/RetryPolicy/MaximumEventAgeInSeconds").asInt())
                .isEqualTo(60);
        assertThat(seen.at("/CreationDate").isNumber()).isTrue();
        JsonNode list = JSON.readTree(
                scheduler("GET", "/schedules?NamePrefix=ti&State=ENABLED", "").body());
        assertThat(list.at("/Schedules/0/Name").asText()).isEqualTo("tick");
        assertThat(scheduler("GET", "/schedules?State=DISABLED", "").body()).isEqualTo("{\"Schedules\":[]}");
        assertThat(scheduler("DELETE", "/schedules/tick?clientToken=1", "").statusCode())
                .isEqualTo(200);
        HttpResponse<String> gone = scheduler("GET", "/schedules/tick", "");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.headers().firstValue("x-amzn-ErrorType")).hasValue("ResourceNotFoundException");
        assertThat(gone.body()).isEqualTo("{\"Message\":\"Schedule tick does not exist.\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Mode": "OFF"                     | "Mode": "FLEXIBLE"           | the twin has OFF only
            "ClientToken": "0f8e"             | "StartDate": 1               | the twin does not have StartDate
            "ClientToken": "0f8e"             | "State": "ON"                | expected ENABLED or DISABLED
            "rate(1 minute)"                  | "cron(0 1 * * ? *)"          | Invalid Schedule Expression
            "rate(1 minute)"                  | 5                            | ScheduleExpression: expected a string
            "MaximumRetryAttempts": 0         | "MaximumRetryAttempts": 186  | expected a whole number from 0 to 185
            "MaximumEventAgeInSeconds": 60    | "MaximumEventAgeInSeconds": 1| expected a whole number from 60 to 86400
            arn:aws:lambda:eu-west-1          | arn:lambda                   | expected arn:aws:SERVICE
            """)
    void aBadScheduleIsRefusedByTheFieldsName(String good, String bad, String message) throws Exception {
        HttpResponse<String> answer = scheduler("POST", "/schedules/tick", TICK.replace(good, bad));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(message);
    }

    @Test
    void anOperationThatSchedulerLacksIsNamed() throws Exception {
        HttpResponse<String> answer = scheduler("PUT", "/schedules/tick", TICK);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("PUT /schedules/tick of scheduler").contains("CreateSchedule");
        assertThat(call("AKIA", "lambda", "GET", "/2015-03-31/layers", "application/json", "")
                        .body())
                .contains("GET /2015-03-31/layers of lambda");
    }

    /** API model {@code lambda}: an InvalidParameterValueException has a message, others have a Message. */
    @Test
    void anErrorOfLambdaHasItsMembersAsTheModelSpellsThem() throws Exception {
        world.register(LabWorld.IRELAND, "echo", Duration.ofSeconds(5), (payload, context) -> payload);
        String path = "/2017-10-31/functions/echo/concurrency";
        assertThat(call("AKIA", "lambda", "PUT", path, "application/json", "{\"ReservedConcurrentExecutions\": -1}")
                        .body())
                .contains("\"Type\":\"User\"", "\"message\":\"1 validation error");
        assertThat(call(
                                "AKIA",
                                "lambda",
                                "PUT",
                                path.replace("echo", "none"),
                                "application/json",
                                "{\"ReservedConcurrentExecutions\": 0}")
                        .body())
                .contains("\"Type\":\"User\"", "\"Message\":\"Function not found");
    }

    @Test
    void nonsenseForABodyIsASerializationException() throws Exception {
        for (String body : new String[] {"{", "[1]", "\"text\""}) {
            HttpResponse<String> answer = scheduler("POST", "/schedules/tick", body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("x-amzn-ErrorType")).hasValue("SerializationException");
        }
    }

    @Test
    void describeRegionsListsTheLabsRegionsInEc2sForm() throws Exception {
        String all =
                form("AKIA", "ec2", "Action=DescribeRegions&Version=2016-11-15").body();
        assertThat(all)
                .contains("<DescribeRegionsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>")
                .contains("<item><regionName>ap-south-1</regionName>")
                .contains("<item><regionName>eu-west-1</regionName>");
        assertThat(form("AKIA", "ec2", "Action=DescribeRegions&RegionName.1=eu-west-1")
                        .body())
                .contains("eu-west-1")
                .doesNotContain("ap-south-1");
        HttpResponse<String> unknown = form("AKIA", "ec2", "Action=DescribeRegions&RegionName.1=us-west-2");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("<Response><Errors><Error><Code>InvalidParameterValue</Code>");
        assertThat(form("AKIA", "ec2", "Action=TerminateInstances").body())
                .contains("<Code>InvalidAction</Code>")
                .contains("no operation TerminateInstances of ec2");
    }

    @Test
    void whoMayNotIsToldInTheServicesOwnForm() throws Exception {
        String key = world.keys.issue(
                new Caller.Function(LabWorld.IRELAND, "failover"), "arn:aws:iam::123456789012:role/FailoverRole");
        String message =
                "User: arn:aws:sts::123456789012:assumed-role/FailoverRole/failover is not authorized to perform: ";
        HttpResponse<String> regions = form(key, "ec2", "Action=DescribeRegions");
        assertThat(regions.statusCode()).isEqualTo(403);
        assertThat(regions.body())
                .contains("<Response><Errors><Error><Code>UnauthorizedOperation</Code>")
                .contains("<Message>You are not authorized to perform this operation. " + message
                        + "ec2:DescribeRegions because no identity-based policy allows the ec2:DescribeRegions action");
        HttpResponse<String> schedule = call(key, "scheduler", "POST", "/schedules/tick", "application/json", TICK);
        assertThat(schedule.statusCode()).isEqualTo(403);
        assertThat(schedule.headers().firstValue("x-amzn-ErrorType")).hasValue("AccessDeniedException");
        assertThat(schedule.body())
                .contains("\"Message\":\"" + message + "scheduler:CreateSchedule on resource:"
                        + " arn:aws:scheduler:eu-west-1:123456789012:schedule/default/tick because no");
        assertThat(call(key, "scheduler", "GET", "/schedules", "application/json", "")
                        .body())
                .contains(message + "scheduler:ListSchedules because no");
        assertThat(form(key, "monitoring", "Action=ListMetrics").body())
                .contains("<Type>Sender</Type><Code>AccessDenied</Code>")
                .contains(message + "cloudwatch:ListMetrics because no");
    }

    @Test
    void getCallerIdentityTellsFunctionsFromPersons() throws Exception {
        String role = "arn:aws:iam::123456789012:role/FailoverRole";
        String key = world.keys.issue(new Caller.Function(LabWorld.IRELAND, "failover"), role);
        String none = world.keys.issue(new Caller.Function(LabWorld.IRELAND, "roleless"));
        assertThat(form("AKIA", "sts", "Action=GetCallerIdentity").body())
                .contains("<Arn>arn:aws:iam::123456789012:user/person</Arn>")
                .contains("<Account>123456789012</Account>");
        assertThat(form(key, "sts", "Action=GetCallerIdentity").body())
                .contains("<Arn>arn:aws:sts::123456789012:assumed-role/FailoverRole/failover</Arn>");
        assertThat(form(none, "sts", "Action=GetCallerIdentity").body())
                .contains("<Arn>arn:aws:iam::123456789012:user/roleless</Arn>");
    }
}
