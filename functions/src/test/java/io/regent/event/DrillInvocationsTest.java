package io.regent.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrillInvocationsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEGAN = Instant.parse("2026-03-01T11:59:58.5Z");
    private static final String DECIDED = """
            {"source": "regent", "detail-type": "Failover decided", "time": "2026-03-01T12:00:00Z", "detail": {
             "service": "registry.example.com", "startedAt": "2026-03-01T11:59:58.5Z", "drill": false, "rulings": [
              {"endpoint": "eu-west-1", "rule": "drain", "ruling": "drain"%s},
              {"endpoint": "us-east-2", "rule": "drain", "ruling": "drain"},
              {"endpoint": "ap-south-1", "rule": "drain", "ruling": "call in"}]}}""";

    private static Intake<Trigger.OfDrill> read(String payload) throws IOException {
        return Invocations.drill(new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatHasNoSourceIsAPersonsRequest() throws IOException {
        assertThat(read("{\"action\": \"status\"}"))
                .isInstanceOfSatisfying(
                        Intake.Accepted.class,
                        accepted -> assertThat(accepted.trigger()).isInstanceOf(Trigger.Asked.class));
    }

    @Test
    void theScheduleIsRead() throws IOException {
        assertThat(read("{\"source\": \"regent.schedule\", \"time\": \"2026-03-01T12:00:00Z\"}"))
                .isEqualTo(new Intake.Accepted<>(new Trigger.Scheduled(NOON)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"drill\": false"})
    void aDecisionNamesWhatWasDown(String drill) throws IOException {
        assertThat(read(DECIDED.formatted(drill)))
                .isEqualTo(new Intake.Accepted<>(new Trigger.FailoverDecided(
                        NOON,
                        new DnsName("registry.example.com"),
                        BEGAN,
                        List.of(new Region("eu-west-1"), new Region("us-east-2")))));
    }

    @Test
    void whatADrillDrainedWasNotDownWhateverElseWas() throws IOException {
        assertThat(read(DECIDED.formatted(", \"drill\": true")))
                .isEqualTo(new Intake.Accepted<>(new Trigger.FailoverDecided(
                        NOON, new DnsName("registry.example.com"), BEGAN, List.of(new Region("us-east-2")))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | the document: expected an object",
                "{'source': 'aws.s3'} | source: expected regent.schedule",
                "{'source': 'regent', 'detail-type': 'Drill'} | detail-type: expected Failover decided",
                "{'source': 'regent', 'detail-type': 'Failover decided'} | detail: missing",
            })
    void anythingElseIsRefusedWithWhatIsAccepted(String payload, String why) throws IOException {
        assertThat(read(payload.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        Intake.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .contains(why, "accepted: a request such as {\"action\": \"status\"}"));
    }
}
