package io.regent.lab.wire.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.NoActions;
import io.regent.lab.twin.cloudwatch.Pace;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, byte by byte, in each of the protocols that the API model lists. */
class CloudWatchWireTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    private final VirtualAgenda agenda = new VirtualAgenda(NOON);
    private final CloudWatchWire wire = new CloudWatchWire(Map.of(IRELAND, twin(IRELAND), MUMBAI, twin(MUMBAI)));
    private final ObjectMapper json = new ObjectMapper();

    private CloudWatchTwin twin(Region region) {
        return new CloudWatchTwin(region, "123456789012", agenda, Pace.OF_AWS, new NoActions());
    }

    private static WireRequest request(Region region, String path, Map<String, String> headers, byte[] body) {
        return new WireRequest("POST", path, Map.of(), headers, body, region, new Caller.Person());
    }

    private static WireRequest form(String body) {
        return request(IRELAND, "/", Map.of("content-type", FORM), body.getBytes(StandardCharsets.UTF_8));
    }

    private static WireRequest json(String operation, String body) {
        return json(IRELAND, operation, body);
    }

    private static WireRequest json(Region region, String operation, String body) {
        Map<String, String> headers = Map.of(
                "content-type",
                "application/x-amz-json-1.0",
                "x-amz-target",
                "GraniteServiceVersion20100801." + operation);
        return request(region, "/", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static WireRequest cbor(String operation, byte[] body) {
        return request(
                IRELAND,
                "/service/GraniteServiceVersion20100801/operation/" + operation,
                Map.of("smithy-protocol", "rpc-v2-cbor", "content-type", "application/cbor"),
                body);
    }

    private static byte[] cbor(Object tree) throws IOException {
        return new CBORMapper().writeValueAsBytes(tree);
    }

    private WireAnswer answer(WireRequest request) {
        try {
            return wire.answer(request);
        } catch (TwinError error) {
            return wire.refuse(request, error);
        }
    }

    private static String text(WireAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static final String PUT_FORM = "Action=PutMetricData&Version=2010-08-01&Namespace=Regent"
            + "&MetricData.member.1.MetricName=Verdict&MetricData.member.1.Value=1.5"
            + "&MetricData.member.1.Timestamp=2026-03-01T12%3A00%3A00Z"
            + "&MetricData.member.1.Dimensions.member.1.Name=Endpoint"
            + "&MetricData.member.1.Dimensions.member.1.Value=eu-west-1"
            + "&MetricData.member.10.MetricName=Late&MetricData.member.10.Value=10"
            + "&MetricData.member.2.MetricName=Latency&MetricData.member.2.Values.member.1=1"
            + "&MetricData.member.2.Counts.member.1=2";

    private static final String GET_JSON = "{\"MetricDataQueries\":[{\"Id\":\"q\",\"MetricStat\":{\"Metric\":"
            + "{\"Namespace\":\"Regent\",\"MetricName\":\"Verdict\",\"Dimensions\":[{\"Name\":\"Endpoint\",\"Value\":"
            + "\"eu-west-1\"}]},\"Period\":60,\"Stat\":\"Sum\"}}],\"StartTime\":1772366400,\"EndTime\":1772366460.5}";

    // AWS Query protocol: lists as "member.N", a Response element in the API model's xmlNamespace.
    @Test
    void aFormIsAnsweredInXml() {
        WireAnswer put = answer(form(PUT_FORM));
        assertThat(text(put))
                .startsWith("<PutMetricDataResponse xmlns=\"" + NAMESPACE + "\"><ResponseMetadata><RequestId>");
        WireAnswer got = answer(form("Action=GetMetricData&StartTime=2026-03-01T12:00:00Z&EndTime=2026-03-01T12:01:00Z"
                + "&MetricDataQueries.member.1.Id=q&MetricDataQueries.member.1.MetricStat.Stat=Sum"
                + "&MetricDataQueries.member.1.MetricStat.Period=60"
                + "&MetricDataQueries.member.1.MetricStat.Metric.Namespace=Regent"
                + "&MetricDataQueries.member.1.MetricStat.Metric.MetricName=Latency"
                + "&MetricDataQueries.member.1.MetricStat.Metric.Dimensions="));
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.headers()).containsEntry("content-type", "text/xml");
        assertThat(text(got))
                .contains("<GetMetricDataResult><MetricDataResults><member><Id>q</Id><Label>Latency</Label>"
                        + "<Timestamps><member>2026-03-01T12:00:00Z</member></Timestamps>"
                        + "<Values><member>2.0</member></Values><StatusCode>Complete</StatusCode></member>");
    }

    // AWS JSON protocol: timestamps are epoch seconds.
    @Test
    void jsonIsAnsweredInJson() throws Exception {
        answer(form(PUT_FORM));
        WireAnswer got = answer(json("GetMetricData", GET_JSON));
        JsonNode result = json.readTree(got.body()).path("MetricDataResults").path(0);
        assertThat(got.headers()).containsEntry("content-type", "application/x-amz-json-1.0");
        assertThat(result.path("Timestamps").path(0).asDouble()).isEqualTo(1_772_366_400.0);
        assertThat(result.path("Values").path(0).asDouble()).isEqualTo(1.5);
    }

    // Smithy RPC v2 CBOR: timestamps are tag 1, the epoch's seconds; the response names the protocol.
    @Test
    void cborIsAnsweredInCborWithTaggedTimestamps() throws Exception {
        answer(form(PUT_FORM));
        WireAnswer got = answer(cbor("GetMetricData", cbor(json.readTree(GET_JSON))));
        assertThat(got.headers()).containsEntry("smithy-protocol", "rpc-v2-cbor");
        List<Double> tagged = new ArrayList<>();
        try (CBORParser parser = new CBORMapper().getFactory().createParser(got.body())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parser.getCurrentTag() == 1) {
                    tagged.add(parser.getDoubleValue());
                }
            }
        }
        assertThat(tagged).containsExactly(1_772_366_400.0);
    }

    // The form that an alarm takes in XML, escaped.
    @Test
    void textsAreEscapedInXml() {
        answer(json(
                "PutMetricAlarm",
                "{\"AlarmName\":\"a<b>&\\\"c\\\"\",\"Namespace\":\"Regent\",\"MetricName\":\"Verdict\",\"Period\":60,"
                        + "\"Statistic\":\"Sum\",\"EvaluationPeriods\":1,\"Threshold\":1,"
                        + "\"ComparisonOperator\":\"LessThanThreshold\",\"Tags\":[]}"));
        assertThat(text(answer(form("Action=DescribeAlarms"))))
                .contains("<AlarmName>a&lt;b&gt;&amp;&quot;c&quot;</AlarmName>")
                .contains("<StateValue>INSUFFICIENT_DATA</StateValue>")
                .doesNotContain("<DatapointsToAlarm>");
    }

    // API model: the error's shape in the newer protocols, its Query code in x-amzn-query-error (awsQueryCompatible).
    @ParameterizedTest
    @CsvSource({
        "PutMetricData, '{\"Namespace\":\"Regent\"}', MissingParameter, MissingRequiredParameterException, 400",
        "PutMetricData, '{\"Namespace\":\":x\",\"MetricData\":[]}', InvalidParameterValue, InvalidParameterValueException, 400",
        "PutMetricData, '{\"Namespace\":\"R\",\"MetricData\":[{\"MetricName\":\"m\"}]}', InvalidParameterCombination, InvalidParameterCombinationException, 400",
        "DeleteAlarms, '{\"AlarmNames\":[\"a\"]}', ResourceNotFound, ResourceNotFound, 404",
        "DescribeAlarms, '{\"NextToken\":\"x\"}', InvalidNextToken, InvalidNextToken, 400",
        "DescribeAlarms, '{\"MaxRecords\":\"many\"}', ValidationError, ValidationError, 400",
    })
    void errorsHaveTheModelsNamesInEachProtocol(String operation, String body, String code, String shape, int status)
            throws Exception {
        WireAnswer inJson = answer(json(operation, body));
        assertThat(inJson.status()).isEqualTo(status);
        assertThat(inJson.headers()).containsEntry("x-amzn-query-error", code + ";Sender");
        assertThat(json.readTree(inJson.body()).path("__type").asText()).isEqualTo("com.amazonaws.cloudwatch#" + shape);
        WireAnswer inCbor = answer(cbor(operation, cbor(json.readTree(body))));
        assertThat(inCbor.status()).isEqualTo(status);
        assertThat(inCbor.headers()).containsEntry("x-amzn-query-error", code + ";Sender");
        assertThat(new CBORMapper().readTree(inCbor.body())).isEqualTo(json.readTree(inJson.body()));
        TwinError error = new TwinError(code, status, "why <not>");
        assertThat(text(wire.refuse(form(""), error)))
                .startsWith("<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error><Type>Sender</Type><Code>" + code
                        + "</Code><Message>why &lt;not&gt;</Message></Error>");
    }

    @Test
    void anOperationThatTheTwinDoesNotHaveIsNamed() {
        for (WireRequest request :
                List.of(form("Action=PutDashboard"), json("PutDashboard", "{}"), cbor("PutDashboard", new byte[0]))) {
            assertThatExceptionOfType(TwinError.class)
                    .isThrownBy(() -> wire.answer(request))
                    .withMessageContaining("PutDashboard")
                    .withMessageContaining("PutMetricData")
                    .satisfies(error -> assertThat(error.code()).isEqualTo("InvalidAction"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PutMetricAlarm, EvaluationCriteria",
        "PutMetricAlarm, Metrics",
        "DescribeAlarms, ChildrenOfAlarmName",
        "GetMetricData, LabelOptions",
        "PutMetricData, EntityMetricData"
    })
    void aParameterThatTheTwinDoesNotHaveIsNamed(String operation, String parameter) {
        WireAnswer refused = answer(json(operation, "{\"" + parameter + "\":{}}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(text(refused)).contains(parameter);
    }

    // API model, PutMetricData: "You can send a payload compressed by gzip".
    @Test
    void aBodyMayBeCompressed() {
        byte[] packed = gzip(PUT_FORM.getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of("content-type", FORM, "content-encoding", "gzip");
        assertThat(answer(request(IRELAND, "/", headers, packed)).status()).isEqualTo(200);
        WireAnswer broken = answer(request(IRELAND, "/", headers, new byte[] {1, 2, 3}));
        assertThat(text(broken)).contains("<Code>SerializationException</Code>").contains("gzip");
    }

    // API model, PutMetricData: "limited to 1 MB in size". What a small body unpacks to is bounded by the twin.
    @Test
    void bodiesBeyondTheBoundsAreRefused() {
        Map<String, String> plain = Map.of("content-type", FORM);
        assertThat(answer(request(IRELAND, "/", plain, new byte[(1 << 20) + 1])).status())
                .isEqualTo(413);
        Map<String, String> packed = Map.of("content-type", FORM, "content-encoding", "gzip");
        byte[] bomb = gzip(new byte[(16 << 20) + 1]);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(answer(request(IRELAND, "/", packed, bomb)).status()).isEqualTo(413);
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{\"Namespace\":7}", "{\"Namespace\":\"R\",\"MetricData\":{}}"})
    void nonsenseIsRefusedInJson(String body) {
        assertThat(answer(json("PutMetricData", body)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=PutMetricData&Action=ListMetrics",
                "Action=PutMetricData&MetricData=x&MetricData.member.1.Value=1",
                "Action=PutMetricData&MetricData.member.0.Value=1",
                "Action=PutMetricData&MetricData.member.x.Value=1",
                "Action=%zz",
                "Action.member.1=PutMetricData",
                "Version=2010-08-01",
                "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q=1",
                ""
            })
    void nonsenseIsRefusedInAForm(String body) {
        assertThat(answer(form(body)).status()).isBetween(400, 404);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80, 0xff, 0xbf, 0x7b})
    void nonsenseIsRefusedInCbor(int first) {
        WireAnswer refused = answer(cbor("PutMetricData", new byte[] {(byte) first}));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers()).containsEntry("x-amzn-query-error", "SerializationException;Sender");
    }

    @Test
    void aPathWithoutAnOperationIsRefused() {
        Map<String, String> headers = new HashMap<>(Map.of("smithy-protocol", "rpc-v2-cbor"));
        assertThat(answer(request(IRELAND, "/", headers, new byte[0])).status()).isEqualTo(404);
    }

    @Test
    void eachRegionHasMetricsOfItsOwn() throws Exception {
        answer(form(PUT_FORM));
        agenda.advance(Duration.ofMinutes(1));
        assertThat(json.readTree(answer(json(MUMBAI, "ListMetrics", "{}")).body())
                        .path("Metrics"))
                .isEmpty();
        assertThat(json.readTree(answer(json(IRELAND, "ListMetrics", "{}")).body())
                        .path("Metrics"))
                .hasSize(3);
        assertThat(answer(json(new Region("us-east-1"), "ListMetrics", "{}")).status())
                .isEqualTo(404);
    }
}
