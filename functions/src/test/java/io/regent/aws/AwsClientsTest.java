package io.regent.aws;

import static io.regent.aws.RawServer.answering;
import static io.regent.aws.RawServer.dripping;
import static io.regent.aws.RawServer.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.process.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.PriorRequestNotCompleteException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;

@Timeout(120)
class AwsClientsTest {
    private static final CallLimits AMPLE =
            new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60), 2);
    private static final CallLimits SHORT =
            new CallLimits(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(500), 1);
    private static final String ZONES =
            "<ListHostedZonesResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
                    + "<HostedZones/><IsTruncated>false</IsTruncated><MaxItems>1</MaxItems></ListHostedZonesResponse>";

    private static AwsClients clients(RawServer server, CallLimits limits) {
        return new AwsClients(
                AwsAccess.from(Environment.of(Map.of(
                        "AWS_REGION", "eu-west-1",
                        "AWS_ENDPOINT_URL", server.uri().toString(),
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test"))),
                limits);
    }

    private static RawServer.Behaviour error(int status, String code) {
        return answering(
                status,
                "<ErrorResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Error><Type>Sender</Type><Code>"
                        + code + "</Code><Message>m</Message></Error><RequestId>1</RequestId></ErrorResponse>",
                "Content-Type: text/xml");
    }

    private static void change(Route53Client route53) {
        var value = ResourceRecord.builder().value("\"x\"").build();
        var records = ResourceRecordSet.builder()
                .name("a.example.com")
                .type(RRType.TXT)
                .ttl(1L)
                .resourceRecords(value)
                .build();
        var change = Change.builder()
                .action(ChangeAction.UPSERT)
                .resourceRecordSet(records)
                .build();
        var batch = ChangeBatch.builder().changes(change).build();
        route53.changeResourceRecordSets(request -> request.hostedZoneId("Z1").changeBatch(batch));
    }

    @Test
    void route53IsSignedForItsPartitionsHome() throws IOException {
        try (var server = new RawServer(answering(200, ZONES));
                var clients = clients(server, AMPLE);
                var route53 = clients.route53()) {
            assertThat(route53.listHostedZones().hostedZones()).isEmpty();
            assertThat(server.received().getFirst().headers().get("authorization"))
                    .contains("/us-east-1/route53/aws4_request");
        }
    }

    @Test
    void cloudWatchIsSignedForTheRegionThatIsMeant() throws IOException {
        try (var server = new RawServer(answering(500, ""));
                var clients = clients(server, AMPLE);
                var mumbai = clients.cloudWatch(new Region("ap-south-1"))) {
            assertThatThrownBy(() -> mumbai.putMetricData(put -> put.namespace("Regent")))
                    .isInstanceOf(CloudWatchException.class);
            assertThat(server.received())
                    .hasSize(2)
                    .allSatisfy(received -> assertThat(received.headers().get("authorization"))
                            .contains("/ap-south-1/monitoring/aws4_request"));
        }
    }

    @Test
    void aThrottledCallIsTriedAsOftenAsTheLimitsSay() throws IOException {
        try (var server = new RawServer(error(400, "Throttling"), answering(200, ZONES));
                var clients = clients(server, AMPLE);
                var route53 = clients.route53()) {
            assertThat(route53.listHostedZones().hostedZones()).isEmpty();
        }
        try (var server = new RawServer(error(400, "Throttling"));
                var clients = clients(server, AMPLE);
                var route53 = clients.route53()) {
            assertThatThrownBy(route53::listHostedZones).isInstanceOf(Route53Exception.class);
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void aChangeThatHasToWaitForAnotherIsNotRepeated() throws IOException {
        try (var server = new RawServer(error(400, "PriorRequestNotComplete"));
                var clients = clients(server, AMPLE);
                var route53 = clients.route53()) {
            assertThatThrownBy(() -> change(route53)).isInstanceOf(PriorRequestNotCompleteException.class);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void aSilentServerIsLeft() throws IOException {
        try (var server = new RawServer(silent());
                var clients = clients(server, SHORT);
                var route53 = clients.route53()) {
            assertThatThrownBy(route53::listHostedZones)
                    .isInstanceOfAny(ApiCallAttemptTimeoutException.class, ApiCallTimeoutException.class);
        }
    }

    @Test
    void aServerThatAnswersByteByByteIsLeftWhenTheCallIsBounded() throws IOException, InterruptedException {
        try (var server = new RawServer(dripping("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n<!--"));
                var clients = clients(server, AMPLE);
                var route53 = clients.route53()) {
            Callable<Object> call = route53::listHostedZones;
            assertThatThrownBy(() -> Bounded.call(Duration.ofMillis(500), call)).isInstanceOf(TimeoutException.class);
            assertThat(server.hungUp().await(15, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n<!--", "HTTP/1.1 200 OK\r\nX-Slow: "})
    void aServerThatAnswersByteByByteIsLeftByTheClientItself(String begin) throws IOException, InterruptedException {
        try (var server = new RawServer(dripping(begin));
                var clients = clients(server, SHORT);
                var route53 = clients.route53()) {
            assertThatThrownBy(route53::listHostedZones)
                    .isInstanceOfAny(SdkClientException.class, UncheckedIOException.class);
            assertThat(server.hungUp().await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        var second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new CallLimits(second, second, Duration.ofMillis(999), 1))
                .hasMessageContaining("connect <= attempt <= call");
        assertThatThrownBy(() -> new CallLimits(Duration.ZERO, second, second, 1))
                .hasMessageContaining("0 < connect");
        assertThatThrownBy(() -> new CallLimits(second, second, second, 0)).hasMessageContaining("1 to 5");
        assertThatThrownBy(() -> new CallLimits(second, second, second, 6)).hasMessageContaining("1 to 5");
    }
}
