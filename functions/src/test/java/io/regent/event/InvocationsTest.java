package io.regent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.report.Event;
import io.regent.report.ProbeNews;
import io.regent.report.VerdictJson;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final DnsName SERVICE = new DnsName("registry.example.com");
    private static final List<Verdict> VERDICTS = List.of(
            new Verdict(region("ap-south-1"), region("eu-west-1"), Health.UNHEALTHY, NOON, "TCP: refused"),
            new Verdict(region("ap-south-1"), region("ap-south-1"), Health.HEALTHY, NOON.plusMillis(5), ""));

    @Test
    void whatAVantageSendsIsWhatAControllerReads() throws IOException {
        Event event = ProbeNews.changed(SERVICE, VERDICTS, NOON);
        String envelope = Json.write(JsonObject.builder()
                .with("version", "0")
                .with("detail-type", event.type())
                .with("source", Event.SOURCE)
                .with("time", "2026-03-01T12:00:00Z")
                .with("detail", event.detail())
                .build());

        assertThat(failover(envelope))
                .isEqualTo(new Intake.Accepted<>(new Trigger.VerdictChanged(NOON, SERVICE, VERDICTS)));
    }

    @Test
    void anOutageDrillThatBeganIsAReasonToLook() throws IOException {
        assertThat(failover(
                        "{'source': 'regent', 'detail-type': 'Drill began', 'time': '2026-03-01T12:00:00Z', 'detail':"
                                + " {'service': 'registry.example.com', 'action': 'outage', 'region': 'eu-west-1'}}"))
                .isEqualTo(new Intake.Accepted<>(new Trigger.DrillBegan(NOON, SERVICE)));
    }

    @ParameterizedTest
    @CsvSource({
        "'vantage\":\"ap-south-1', 'vantage\":\"Mumbai', detail.verdicts[0].vantage: expected an AWS region code",
        "'endpoint\":\"ap-south-1', 'endpoint\":\"', detail.verdicts[1].endpoint: expected an AWS region code",
        "UNHEALTHY, ill, detail.verdicts[0].health: expected one of",
        "2026-03-01T12:00:00.005Z, soon, detail.verdicts[1].at: expected an instant",
        "why, how, detail.verdicts[0].why: missing",
        "registry.example.com, registry, detail.service: expected a DNS name",
    })
    void aWrongFieldOfAVerdictIsNamed(String right, String wrong, String why) throws IOException {
        String detail = Json.write(VerdictJson.write(SERVICE, VERDICTS)).replace(right, wrong);

        assertThat(failover(
                        "{'source': 'regent', 'detail-type': 'Verdict changed', 'time': '2026-03-01T12:00:00Z', 'detail': "
                                + detail + "}"))
                .isInstanceOfSatisfying(
                        Intake.Unknown.class,
                        unknown -> assertThat(unknown.why()).startsWith(why));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00Z, OK",
        "2026-03-01T12:00:00.000+0000, ALARM",
        "2026-03-01T13:30:00+01:30, INSUFFICIENT_DATA",
        "2026-03-01T13:30:00.000+0130, ALARM",
    })
    void anAlarmIsReadWithItsTimeAndState(String time, Trigger.AlarmState state) throws IOException {
        assertThat(failover("""
                        {'source': 'aws.cloudwatch', 'alarmArn': 'arn', 'time': '%s',
                         'alarmData': {'alarmName': 'a', 'state': {'value': '%s'}}}
                        """.formatted(time, state)))
                .isEqualTo(new Intake.Accepted<>(new Trigger.AlarmChanged(NOON, "a", state)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source': 'regent.schedule', 'time': '2026-03-01T12:00:00Z'}",
                "{'source': 'aws.events', 'detail-type': 'Scheduled Event', 'time': '2026-03-01T12:00:00Z', 'detail': {}}",
                "{'source': 'aws.scheduler', 'detail-type': 'Scheduled Event', 'time': '2026-03-01T12:00:00Z', 'detail': '{}'}",
            })
    void aScheduleStartsEitherFunction(String payload) throws IOException {
        assertThat(failover(payload)).isEqualTo(new Intake.Accepted<>(new Trigger.Scheduled(NOON)));
        assertThat(probe(payload)).isEqualTo(new Intake.Accepted<>(new Trigger.Scheduled(NOON)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'by': 'hand'}"})
    void aPersonStartsAllServices(String payload) throws IOException {
        assertThat(failover(payload)).isEqualTo(new Intake.Accepted<>(new Trigger.ByHand(Set.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'service': 'registry.example.com'}", "{'by': 'hand', 'service': 'Registry.example.com.'}"})
    void aPersonStartsOneService(String payload) throws IOException {
        assertThat(failover(payload)).isEqualTo(new Intake.Accepted<>(new Trigger.ByHand(Set.of(SERVICE))));
    }

    @Test
    void aControllerIsAskedWhatItRuns() throws IOException {
        assertThat(failover("{'ask': 'version'}")).isEqualTo(new Intake.Accepted<>(new Trigger.Version()));
    }

    @Test
    void aPreflightOfTheLeversNamesItsService() throws IOException {
        assertThat(failover("{'ask': 'preflight', 'service': 'registry.example.com'}"))
                .isEqualTo(new Intake.Accepted<>(new Trigger.Preflight(SERVICE)));
    }

    @Test
    void aSecondOpinionNamesItsService() throws IOException {
        assertThat(probe("{'ask': 'second-opinion', 'service': 'registry.example.com'}"))
                .isEqualTo(new Intake.Accepted<>(new Trigger.SecondOpinion(SERVICE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the document: expected JSON",
                "null | the document: expected an object, found null",
                "[] | the document: expected an object, found an array",
                "{'by': 'hand' | line 1, column",
                "{'source': 'aws.s3'} | source: expected regent, aws.cloudwatch, regent.schedule, aws.events or",
                "{'source': 1} | source: expected a text, found 1",
                "{'source': 'regent', 'detail-type': 'Failover decided'} | detail-type: expected Verdict changed or Drill began, found",
                "{'source': 'regent'} | detail-type: missing",
                "{'source': 'regent', 'detail-type': 'Drill began'} | time: missing",
                "{'source': 'regent', 'detail-type': 'Drill began', 'time': '2026-03-01T12:00:00Z'} | detail: missing",
                "{'source': 'regent', 'detail-type': 'Drill began', 'time': '2026-03-01T12:00:00Z', 'detail': {}}"
                        + " | detail.service: missing",
                "{'source': 'aws.cloudwatch', 'detail-type': 'x'} | detail-type: expected CloudWatch Alarm State Change",
                "{'source': 'aws.cloudwatch', 'alarmArn': 'a'} | alarmData: missing",
                "{'source': 'aws.events', 'detail-type': 'x'} | detail-type: expected Scheduled Event, found 'x'",
                "{'source': 'regent.schedule'} | time: missing",
                "{'source': 'regent.schedule', 'time': '<aws.scheduler.scheduled-time>'} | time: expected a time such as",
                "{'source': 'regent.schedule', 'time': '2026-02-30T12:00:00Z'} | time: expected a time such as",
                "{'source': 'regent.schedule', 'time': '2026-03-01T12:00:00'} | time: expected a time such as",
                "{'by': 'foot'} | by: expected hand, found 'foot'",
                "{'by': null} | by: expected a text, found null",
                "{'service': null} | service: expected a text, found null",
                "{'service': 'registry'} | service: expected a DNS name of at least two labels",
                "{'servce': 'registry.example.com'} | servce: expected no such field, only by and service",
                "{'ask': 'second-opinion', 'service': 'a.example.com'} | ask: expected preflight or version, found 'second-opinion'",
                "{'ask': 'preflight'} | service: missing",
                "{'ask': 'version', 'service': 'a.example.com'} | service: expected no such field, only ask",
                "{'ask': 'preflight', 'service': 'a.example.com', 'by': 'hand'} | by: expected no such field, only ask and service",
            })
    void whatDoesNotStartFailoverIsRefusedWithItsFieldAndWhatIsAccepted(String payload, String why) throws IOException {
        assertThat(failover(payload))
                .isInstanceOfSatisfying(
                        Intake.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .startsWith(why)
                                .contains("; accepted: a \"Verdict changed\" event", "{\"by\": \"hand\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | ask: missing",
                "{'ask': 'third-opinion'} | ask: expected second-opinion, found 'third-opinion'",
                "{'ask': 'second-opinion'} | service: missing",
                "{'ask': 'second-opinion', 'service': 'a.example.com', 'x': 1} | x: expected no such field, only ask and",
                "{'source': 'regent'} | source: expected regent.schedule, aws.events or aws.scheduler, found 'regent'",
            })
    void whatDoesNotStartAProbeIsRefusedWithItsFieldAndWhatIsAccepted(String payload, String why) throws IOException {
        assertThat(probe(payload))
                .isInstanceOfSatisfying(
                        Intake.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .startsWith(why)
                                .contains("; accepted: ", "{\"ask\": \"second-opinion\", \"service\": …}"));
    }

    @Test
    void aPayloadWithoutEndIsNotReadToItsEnd() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                Arrays.fill(into, from, from + length, (byte) ' ');
                return length;
            }
        };

        assertThat(Invocations.failover(endless))
                .isEqualTo(new Intake.Unknown<>("the document: expected at most 1048576 bytes"));
    }

    @Test
    void aBrokenStreamIsNoRefusal() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("broken");
            }
        };

        assertThatThrownBy(() -> Invocations.probe(broken)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aTornEventIsAcceptedOrRefusedAndNeverThrows(long seed) throws IOException {
        Random random = new Random(seed);
        String whole = Json.write(VerdictJson.write(SERVICE, VERDICTS));
        String event =
                "{'source': 'regent', 'detail-type': 'Verdict changed', 'time': '2026-03-01T12:00:00Z', 'detail': "
                        + whole + "}";
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            StringBuilder torn = new StringBuilder(event);
            int at = random.nextInt(torn.length());
            torn.replace(at, Math.min(torn.length(), at + random.nextInt(8)), "[]{}:,'1n".substring(random.nextInt(9)));
            if (failover(torn.toString()) instanceof Intake.Unknown<Trigger.OfFailover> unknown) {
                refused++;
                assertThat(unknown.why()).hasSizeLessThan(2_000);
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static Region region(String id) {
        return new Region(id);
    }

    private static Intake<Trigger.OfFailover> failover(String payload) throws IOException {
        return Invocations.failover(stream(payload));
    }

    private static Intake<Trigger.OfProbe> probe(String payload) throws IOException {
        return Invocations.probe(stream(payload));
    }

    private static InputStream stream(String payload) {
        return new ByteArrayInputStream(payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
