package io.regent.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.CheckConfigs;
import io.regent.lab.twin.route53.HealthCheckAccount;
import io.regent.lab.twin.route53.HealthCheckContract;
import io.regent.lab.twin.route53.RecordSets;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Route53Account;
import io.regent.lab.twin.route53.Route53BatchContract;
import io.regent.lab.twin.route53.Route53ContractBase;
import io.regent.lab.twin.route53.Route53ListingContract;
import io.regent.lab.twin.route53.Route53RulesContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.route53.model.AccountLimitType;
import software.amazon.awssdk.services.route53.model.HostedZoneLimitType;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.PriorRequestNotCompleteException;

/** The contract through the AWS SDK and the wire front, and what only the wire can get wrong. */
class Route53WireTest {
    @Nested
    class Batches extends Route53BatchContract {
        private final Route53Line line = new Route53Line(twin, agenda);

        @Override
        protected Route53Account account() {
            return new SdkAccount(line.client());
        }

        @AfterEach
        void close() {
            line.close();
        }
    }

    @Nested
    class Rules extends Route53RulesContract {
        private final Route53Line line = new Route53Line(twin, agenda);

        @Override
        protected Route53Account account() {
            return new SdkAccount(line.client());
        }

        @AfterEach
        void close() {
            line.close();
        }
    }

    @Nested
    class Checks extends HealthCheckContract {
        private final Route53Line line = new Route53Line(twin, agenda);

        @Override
        protected Route53Account account() {
            return new SdkAccount(line.client());
        }

        @Override
        protected HealthCheckAccount checks() {
            return new SdkHealthChecks(line.client());
        }

        @AfterEach
        void close() {
            line.close();
        }
    }

    @Nested
    class Lists extends Route53ListingContract {
        private final Route53Line line = new Route53Line(twin, agenda);

        @Override
        protected Route53Account account() {
            return new SdkAccount(line.client());
        }

        @AfterEach
        void close() {
            line.close();
        }
    }

    /** Requests as no SDK would send them. */
    @Nested
    class Wire extends Route53ContractBase {
        private static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";

        private final Route53Line line = new Route53Line(twin, agenda);
        private final HttpClient http = HttpClient.newHttpClient();

        @Override
        protected Route53Account account() {
            return new SdkAccount(line.client());
        }

        @AfterEach
        void close() {
            http.shutdownNow();
            line.close();
        }

        private HttpResponse<String> send(String method, String path, String body)
                throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(line.front().endpoint() + path))
                    .header(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=AKIA/20260301/us-east-1/route53/aws4_request, "
                                    + "SignedHeaders=host;x-amz-date, Signature=0")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }

        private HttpResponse<String> change(String recordSet) throws IOException, InterruptedException {
            return send(
                    "POST",
                    "/2013-04-01/hostedzone/" + zoneId + "/rrset/",
                    "<ChangeResourceRecordSetsRequest xmlns=\"" + NAMESPACE + "\"><ChangeBatch><Changes><Change>"
                            + "<Action>CREATE</Action><ResourceRecordSet>" + recordSet
                            + "</ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>");
        }

        @Test
        @DisplayName("API model: exceptions of their own, so that callers can tell a lost race from a broken request")
        void theSdkKnowsRefusalsByTheirOwnExceptions() {
            ChangeBatch missing = ChangeBatch.of(
                    RecordSets.delete(RecordSets.simple("a.example.com", RecordType.A, 60, "192.0.2.1")));
            assertThat(catchThrowableOfType(
                            InvalidChangeBatchException.class,
                            () -> line.client().changeResourceRecordSets(SdkAccount.request(zoneId, missing))))
                    .hasMessageContaining("[Tried to delete resource record set [name='a.example.com.', type='A']");
            twin.set(twin.settings().withProcessing(Duration.ofMinutes(1)));
            holds(RecordSets.simple("a.example.com", RecordType.A, 60, "192.0.2.1"));
            assertThat(catchThrowableOfType(
                            PriorRequestNotCompleteException.class,
                            () -> line.client().changeResourceRecordSets(SdkAccount.request(zoneId, missing))))
                    .hasMessageContaining("still processing");
        }

        @Test
        @DisplayName("API reference, GetHostedZoneLimit and GetAccountLimit; Developer Guide, Quotas")
        void limitsAreGivenWithWhatIsUsedOfThem() {
            healthCheck("one");
            int sets = listed().size();

            assertThat(line.client()
                            .getHostedZoneLimit(request ->
                                    request.hostedZoneId(zoneId).type(HostedZoneLimitType.MAX_RRSETS_BY_ZONE)))
                    .satisfies(answer -> assertThat(answer.limit().value()).isEqualTo(10_000))
                    .satisfies(answer -> assertThat(answer.count()).isEqualTo(sets));
            assertThat(line.client()
                            .getAccountLimit(request -> request.type(AccountLimitType.MAX_HEALTH_CHECKS_BY_OWNER)))
                    .satisfies(answer -> assertThat(answer.limit().value()).isEqualTo(200))
                    .satisfies(answer -> assertThat(answer.count()).isEqualTo(1));
            assertThat(line.client()
                            .getAccountLimit(request -> request.type(AccountLimitType.MAX_HOSTED_ZONES_BY_OWNER)))
                    .satisfies(answer -> assertThat(answer.limit().value()).isEqualTo(500))
                    .satisfies(answer -> assertThat(answer.count()).isEqualTo(1));
        }

        @Test
        void aLimitThatTheTwinDoesNotHaveIsRefusedByItsName() throws Exception {
            assertThat(send("GET", "/2013-04-01/accountlimit/MAX_TRAFFIC_POLICIES_BY_OWNER", "")
                            .body())
                    .contains("InvalidInput", "MAX_TRAFFIC_POLICIES_BY_OWNER", "MAX_HEALTH_CHECKS_BY_OWNER");
            assertThat(send("GET", "/2013-04-01/hostedzonelimit/" + zoneId + "/MAX_VPCS_ASSOCIATED_BY_ZONE", "")
                            .body())
                    .contains("InvalidInput", "MAX_RRSETS_BY_ZONE");
            assertThat(send("GET", "/2013-04-01/hostedzonelimit/Z404/MAX_RRSETS_BY_ZONE", "")
                            .body())
                    .contains("NoSuchHostedZone");
        }

        @Test
        @DisplayName("API reference, REST responses: ErrorResponse, Error, Type, Code, Message in Route 53's namespace")
        void refusalsHaveRoute53sForm() throws Exception {
            HttpResponse<String> answer = send("GET", "/2013-04-01/hostedzone/Z404", "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .contains("<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error><Type>Sender</Type>"
                            + "<Code>NoSuchHostedZone</Code><Message>No hosted zone found with ID: Z404</Message>"
                            + "</Error>");
        }

        @Test
        void anOperationThatIsNotThereIsNamed() throws Exception {
            HttpResponse<String> answer = send("DELETE", "/2013-04-01/hostedzone/Z1", "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .contains("UnknownOperation", "DELETE /2013-04-01/hostedzone/Z1", "ChangeResourceRecordSets");
            assertThat(send("GET", "/2013-04-01/trafficpolicies", "").body())
                    .contains("GET /2013-04-01/trafficpolicies", "GetHealthCheckStatus");
            assertThat(send("DELETE", "/2013-04-01/healthcheck", "").body()).contains("UnknownOperation");
        }

        @Test
        @DisplayName("Fault isolation whitepaper, appendix B: health checking is Route 53's data plane")
        void healthCheckingGoesOnWhileTheControlPlaneIsBroken() {
            SdkHealthChecks checks = new SdkHealthChecks(line.client());
            String id = checks.create("one", CheckConfigs.tcp("192.0.2.1")).id();
            line.faults().breakRoute53();
            refusedAs("ServiceUnavailable", 503, "", () -> checks.get(id));
            world.down();
            later(Duration.ofMinutes(2));
            assertThat(twin.healthChecks().checkHealthy(id)).isFalse();
            line.faults().heal();
            assertThat(checks.status(id)).allMatch(seen -> seen.status().startsWith("Failure"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "<CallerReference>a</CallerReference> | missing element HealthCheckConfig",
                    "<CallerReference>a</CallerReference><HealthCheckConfig/> | Type ''",
                    "<CallerReference>a</CallerReference><HealthCheckConfig><Kind>TCP</Kind></HealthCheckConfig> | "
                            + "has no Kind",
                    "<CallerReference>a</CallerReference><HealthCheckConfig><AlarmIdentifier/></HealthCheckConfig> | "
                            + "missing element Region",
                    "<CallerReference>a</CallerReference><HealthCheckConfig><Type>TCP</Type><Port>x</Port>"
                            + "<IPAddress>192.0.2.1</IPAddress></HealthCheckConfig> | Port 'x'",
                    "<CallerReference>a</CallerReference><HealthCheckConfig><Type>TCP</Type><Port>1</Port>"
                            + "<IPAddress>192.0.2.1</IPAddress><Inverted>1</Inverted></HealthCheckConfig> | Inverted '1'"
                })
        void aHealthCheckOfAWrongShapeIsRefusedByItsField(String inside, String reason) throws Exception {
            HttpResponse<String> answer = send(
                    "POST",
                    "/2013-04-01/healthcheck",
                    "<CreateHealthCheckRequest xmlns=\"" + NAMESPACE + "\">" + inside + "</CreateHealthCheckRequest>");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("InvalidInput", reason);
            assertThat(twin.healthChecks().look()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "<HealthCheckVersion>0</HealthCheckVersion> | HealthCheckVersion '0'",
                    "<Type>HTTP</Type> | Type cannot be changed",
                    "<RequestInterval>10</RequestInterval> | RequestInterval cannot be changed",
                    "<MeasureLatency>true</MeasureLatency> | MeasureLatency cannot be changed",
                    "<ResetElements><ResettableElementName>Port</ResettableElementName></ResetElements> | "
                            + "Port cannot be reset",
                    "<ResetElements><ResettableElementName>All</ResettableElementName></ResetElements> | ResetElements: 'All' is none"
                })
        @DisplayName("API model: what UpdateHealthCheck does not have")
        void anUpdateOfWhatIsFixedIsRefused(String inside, String reason) throws Exception {
            String id = healthCheck("one");
            HttpResponse<String> answer = send(
                    "POST",
                    "/2013-04-01/healthcheck/" + id,
                    "<UpdateHealthCheckRequest xmlns=\"" + NAMESPACE + "\">" + inside + "</UpdateHealthCheckRequest>");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("InvalidInput", reason);
            assertThat(twin.healthChecks().get(id).version()).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "<Type>A</Type> | missing element Name",
                    "<Name>a..example.com</Name><Type>A</Type><TTL>1</TTL><ResourceRecords/> | Domain label is empty",
                    "<Name>a.example.com</Name><Type>MX</Type> | Type 'MX'",
                    "<Name>a.example.com</Name><Type>A</Type> | but found none in Change with [Action=CREATE, Name=a.ex",
                    "<Name>a.example.com</Name><Type>A</Type><TTL>x</TTL><ResourceRecords/> | TTL 'x'",
                    "<Name>a.example.com</Name><Type>A</Type><TTL>1</TTL><AliasTarget/> | but found more than one",
                    "<Name>a.example.com</Name><Type>A</Type><Weight>1</Weight> | Missing field 'SetIdentifier'",
                    "<Name>a.example.com</Name><Type>A</Type><SetIdentifier>x</SetIdentifier> | GeoLocation, or Multi",
                    "<Name>a.example.com</Name><Type>A</Type><Region>eu-west-1</Region> | has no Region",
                    "<Name>a.example.com</Name><Type>A</Type><SetIdentifier>x</SetIdentifier><Failover>B</Failover> | "
                            + "expected PRIMARY or SECONDARY"
                })
        void aRecordSetOfAWrongShapeIsRefusedByItsField(String recordSet, String reason) throws Exception {
            HttpResponse<String> answer = change(recordSet);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .containsAnyOf("InvalidInput", "InvalidChangeBatch")
                    .contains(reason);
            assertThat(records()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "not xml | Invalid XML",
                    "<a> | Invalid XML",
                    "<ChangeResourceRecordSetsRequest/> | namespace ''",
                    "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a> | Invalid XML",
                    "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/> | document types"
                })
        void aBodyThatIsNoRequestIsRefused(String body, String reason) throws Exception {
            HttpResponse<String> answer = send("POST", "/2013-04-01/hostedzone/" + zoneId + "/rrset", body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("InvalidInput", reason);
        }

        @ParameterizedTest
        @CsvSource({
            "maxitems=0, maxitems '0'",
            "maxitems=many, maxitems 'many'",
            "type=A, without a start name",
            "name=a.example.com&identifier=x, an identifier without both",
            "name=a.example.com&type=MX, Type 'MX'",
            "name=a..b, Domain label is empty"
        })
        void aQueryThatMakesNoSenseIsRefusedByItsField(String query, String reason) throws Exception {
            HttpResponse<String> answer = send("GET", "/2013-04-01/hostedzone/" + zoneId + "/rrset?" + query, "");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("InvalidInput", reason);
        }
    }
}
