package io.regent.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.desk.Office;
import io.regent.desk.Schemas;
import io.regent.drill.Outcome;
import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import io.regent.lever.PutOutcome;
import io.regent.report.Datum;
import io.regent.report.Metric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrillFunctionTest {
    private static final String FLEET =
            "services: {registry.example.com: {zone: Z1, endpoints: {eu-west-1: {}," + " ap-south-1: {}}}}";
    private static final String DECIDED = """
            {"source": "regent", "detail-type": "Failover decided", "time": "2026-03-01T12:00:00Z", "detail": {
             "service": "%s", "rulings": [{"endpoint": "eu-west-1", "rule": "drain", "ruling": "%s"}]}}""";

    private final Office office = new Office();
    private final List<Datum> metrics = new ArrayList<>();

    private FleetText.Found found = new FleetText.Found.Text(FLEET);

    private JsonObject answer(String payload) throws IOException, BadJson {
        DrillFunction function = new DrillFunction(
                new Region("ap-south-1"),
                new KnownFleet(() -> found, office::now, office.log::add),
                office.desk(),
                (region, data) -> {
                    metrics.addAll(data);
                    return new PutOutcome.Put();
                },
                office::now,
                office.log::add);
        byte[] answer = function.answer(
                new ByteArrayInputStream(payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                Duration.ofSeconds(60),
                "invocation-1");
        return Json.read(answer).object();
    }

    private static JsonValue field(JsonObject answer, String name) {
        return answer.get(name).orElseThrow();
    }

    @Test
    void aRequestIsAnsweredByAReport() throws Exception {
        JsonObject answer = answer("{'action': 'evacuate', 'region': 'eu-west-1', 'for': '30m'}");

        assertThat(Schemas.problemsOfReport(answer)).isEmpty();
        assertThat(field(answer, "outcome")).isEqualTo(new JsonText("done"));
        assertThat(field(answer, "id")).as("the invocation's").isEqualTo(new JsonText("invocation-1"));
    }

    @Test
    void anInvocationThatLambdaTriesAgainActsOnce() throws Exception {
        String request = "{'action': 'evacuate', 'region': 'eu-west-1', 'for': '30m'}";
        answer(request);

        assertThat(field(answer(request), "outcome")).isEqualTo(new JsonText("unneeded"));
        assertThat(office.zone.accepted).hasSize(1);
    }

    @Test
    void aRequestThatIsWrongIsAnsweredByEveryProblemAndNothingIsDone() throws Exception {
        JsonObject answer = answer("{'action': 'evacuate', 'region': 'Ireland'}");

        assertThat(Schemas.problemsOfReport(answer)).isEmpty();
        assertThat(field(answer, "action")).isEqualTo(new JsonText("unknown"));
        assertThat(field(answer, "problems"))
                .isInstanceOfSatisfying(
                        JsonArray.class,
                        problems -> assertThat(problems.elements()).hasSize(2));
        assertThat(office.zone.reads).isZero();
    }

    @Test
    void whatIsNoRequestAtAllIsAnsweredAlike() throws Exception {
        assertThat(Schemas.problemsOfReport(answer("[1]"))).isEmpty();
        assertThat(Schemas.problemsOfReport(answer("{'source': 'aws.s3'}"))).isEmpty();
    }

    /** On a cold start, when there is none of before to go by. */
    @Test
    void withoutAFleetTheReportSaysSoAndNothingIsDone() throws Exception {
        found = new FleetText.Found.Missing("parameter /regent/fleet: THROTTLED, Rate exceeded");

        JsonObject answer = answer("{'action': 'evacuate', 'region': 'eu-west-1', 'for': '30m'}");

        assertThat(Schemas.problemsOfReport(answer)).isEmpty();
        assertThat(field(answer, "outcome")).isEqualTo(new JsonText("refused"));
        assertThat(((JsonText) field(answer, "text")).value())
                .contains("Why nothing was done", "no fleet to look after", "THROTTLED, Rate exceeded")
                .doesNotContain("wrong with the request");
        assertThat(office.zone.reads).isZero();
        assertThat(office.log).extracting(line -> line.get("level")).contains(Optional.of(new JsonText("ERROR")));
    }

    /** Nobody reads what it answers: what fails is told by Lambda itself. */
    @Test
    void withoutAFleetWhatTheScheduleStartsFails() {
        found = new FleetText.Found.Missing("parameter /regent/fleet: THROTTLED, Rate exceeded");

        assertThatThrownBy(() -> answer("{'source': 'regent.schedule', 'time': '2026-03-01T12:00:00Z'}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no fleet to look after");
    }

    @Test
    void theScheduleHasAPreflightMadeAndTold() throws Exception {
        JsonObject answer = answer("{'source': 'regent.schedule', 'time': '2026-03-01T12:00:00Z'}");

        assertThat(field(answer, "reports"))
                .isInstanceOfSatisfying(
                        JsonArray.class,
                        reports -> assertThat(reports.elements())
                                .singleElement()
                                .satisfies(report -> assertThat(Schemas.problemsOfReport(report))
                                        .isEmpty()));
        office.preflight = Outcome.UNWELL;
        answer("{'source': 'regent.schedule', 'time': '2026-03-01T12:00:00Z'}");
        assertThat(metrics).extracting(Datum::metric).containsOnly(Metric.PREFLIGHT_HEALTHY);
        assertThat(metrics).extracting(Datum::value).containsExactly(1.0, 0.0);
    }

    @Test
    void aScheduleOfLongAgoIsRefused() throws Exception {
        assertThat(answer("{'source': 'regent.schedule', 'time': '2026-03-01T11:00:00Z'}")
                        .fields())
                .containsOnlyKeys("refused");
    }

    @Test
    void whatWasDrainedBecauseItWasDownIsReportedToEverybodyWithItsMachine() throws Exception {
        JsonObject answer = answer(DECIDED.formatted("registry.example.com", "drain"));

        assertThat(Schemas.problemsOfReport(answer)).isEmpty();
        assertThat(field(answer, "action")).isEqualTo(new JsonText("down"));
        assertThat(answer.fields()).containsKey("machine-eu-west-1").doesNotContainKey("machine-ap-south-1");
        assertThat(office.notices)
                .singleElement()
                .satisfies(notice ->
                        assertThat(notice).contains("Regent: down of registry.example.com", "no right to look"));
        assertThat(office.events).hasSize(1);
    }

    @Test
    void aMoveWithoutADownIsNotReported() throws Exception {
        answer(DECIDED.formatted("registry.example.com", "step back"));

        assertThat(office.notices).isEmpty();
    }

    @Test
    void aServiceThatTheFleetDoesNotHaveIsRefused() throws Exception {
        assertThat(answer(DECIDED.formatted("other.example.com", "drain")).fields())
                .containsOnlyKeys("refused");
    }
}
