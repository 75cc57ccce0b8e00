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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrillFunctionTest {
    private static final String FLEET =
            "services: {registry.example.com: {zone: Z1, endpoints: {eu-west-1: {}, ap-south-1: {}}, policy: ";
    private static final String DECIDED = """
            {"source": "regent", "detail-type": "Failover decided", "time": "2026-03-01T12:00:00Z", "detail": {
             "service": "%s", "startedAt": "2026-03-01T11:59:58Z",
             "rulings": [{"endpoint": "eu-west-1", "drill": %s, "rule": "drain", "ruling": "%s"}]}}""";
    private static final String DRAINED = DECIDED.formatted("registry.example.com", false, "drain");

    private final Office office = new Office();
    private final List<Datum> metrics = new ArrayList<>();
    private FleetText.Found found = fleet("{}");

    private static FleetText.Found fleet(String policy) {
        return new FleetText.Found.Text(FLEET + policy + "}}");
    }

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
    void whoeverSentARequestThatIsWrongKnowsItAgain() throws Exception {
        JsonObject answer = answer("{'action': 'hold', 'for': '90h', 'by': 'berta', 'id': 7, 'service': 'x'}");

        assertThat(Schemas.problemsOfReport(answer)).isEmpty();
        assertThat(((JsonText) field(answer, "text")).value())
                .startsWith("request refused, and nothing was changed\n")
                .contains("; asked by berta; answered by");
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

    /** The reports that an answer has, each held to the schema. */
    private static List<JsonObject> reports(JsonObject answer) {
        List<JsonObject> reports = new ArrayList<>();
        ((JsonArray) field(answer, "reports")).elements().forEach(report -> reports.add((JsonObject) report));
        assertThat(answer.fields()).containsOnlyKeys("reports");
        assertThat(reports)
                .allSatisfy(
                        report -> assertThat(Schemas.problemsOfReport(report)).isEmpty());
        return reports;
    }

    @Test
    void whatWasDrainedBecauseItWasDownIsReportedToEverybodyWithItsMachine() throws Exception {
        office.looks();
        found = fleet("{repair: [reboot]}");

        assertThat(reports(answer(DRAINED))).singleElement().satisfies(report -> {
            assertThat(field(report, "action")).isEqualTo(new JsonText("down"));
            assertThat(report.fields()).containsKey("machine-eu-west-1").doesNotContainKey("machine-ap-south-1");
        });
        assertThat(office.notices)
                .singleElement()
                .satisfies(notice ->
                        assertThat(notice).contains("Regent: down of registry.example.com", "no right to look"));
        assertThat(office.events).hasSize(1);
        assertThat(office.zone.accepted).isEmpty();
    }

    @Test
    void theOneThatActsRepairsItWhereTheFleetsDocumentLetsIt() throws Exception {
        found = fleet("{repair: [reboot, address]}");
        office.isDownAndDrained();

        assertThat(reports(answer(DRAINED))).singleElement().satisfies(report -> {
            assertThat(field(report, "action")).isEqualTo(new JsonText("repair"));
            assertThat(field(report, "outcome")).isEqualTo(new JsonText("done"));
            assertThat(field(report, "by")).isEqualTo(new JsonText("the fleet's document"));
            assertThat(field(report, "id")).isEqualTo(new JsonText("down:2026-03-01T11:59:58Z:eu-west-1"));
        });
        assertThat(office.repairs).containsExactly("reboot eu-west-1");
        assertThat(reports(answer(DRAINED)))
                .as("the event comes twice")
                .singleElement()
                .satisfies(report -> assertThat(field(report, "outcome")).isEqualTo(new JsonText("unneeded")));
        assertThat(office.repairs).hasSize(1);
    }

    @Test
    void whereTheFleetsDocumentLetsItDoNothingItKeepsQuiet() throws Exception {
        office.isDownAndDrained();

        assertThat(reports(answer(DRAINED))).isEmpty();

        assertThat(office.repairs).isEmpty();
        assertThat(office.notices).isEmpty();
        assertThat(office.log).isEmpty();
    }

    @Test
    void aDrillsDecisionIsNoReasonToRepair() throws Exception {
        found = fleet("{repair: [reboot]}");
        office.isDownAndDrained();

        assertThat(reports(answer(DECIDED.formatted("registry.example.com", true, "drain"))))
                .isEmpty();

        assertThat(office.repairs).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T11:58:59Z", "2026-03-01T12:01:01Z"})
    void aDecisionOfAnotherTimeIsRefusedAndThatIsLogged(String time) throws Exception {
        found = fleet("{repair: [reboot]}");
        office.isDownAndDrained();

        assertThat(answer(DRAINED.replace("2026-03-01T12:00:00Z", time)).fields())
                .containsOnlyKeys("refused");

        assertThat(office.repairs).isEmpty();
        assertThat(office.log).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMoveWithoutADownIsNotReportedNorRepaired(boolean acts) throws Exception {
        found = fleet("{repair: [reboot]}");
        office.isDownAndDrained();
        if (!acts) {
            office.looks();
        }

        assertThat(reports(answer(DECIDED.formatted("registry.example.com", false, "step back"))))
                .isEmpty();

        assertThat(office.notices).isEmpty();
        assertThat(office.repairs).isEmpty();
    }

    /** The document may have changed since, or be another in the region of the controller. */
    @Test
    void anEndpointThatTheFleetDoesNotHaveIsLeftOut() throws Exception {
        found = fleet("{repair: [reboot]}");
        office.isDownAndDrained();

        assertThat(reports(answer(DRAINED.replace("eu-west-1", "us-east-2")))).isEmpty();
    }

    @Test
    void aServiceThatTheFleetDoesNotHaveIsRefused() throws Exception {
        found = fleet("{repair: [reboot]}");
        assertThat(answer(DECIDED.formatted("other.example.com", false, "drain"))
                        .fields())
                .containsOnlyKeys("refused");
        assertThat(office.repairs).isEmpty();
    }
}
