package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.ServiceExamples;
import io.regent.json.Json;
import io.regent.json.JsonNull;
import io.regent.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands around the sections. */
class ReportTest {
    private static final Request.Asked ASKED = new Request.Asked(
            "id-7",
            "anna",
            ServiceExamples.service(ServiceExamples.policy(1), 50, 50),
            Set.of(),
            new Request.Evacuate(IRELAND, Duration.ofMinutes(30)));

    private static Report on(Outcome outcome, Instant finishedAt) {
        return Report.on(
                ASKED,
                MUMBAI,
                outcome,
                NOON,
                finishedAt,
                List.of(
                        Sections.asked(ASKED),
                        new Section("repair", "What became of it", new JsonText("it runs"), List.of("It runs."))));
    }

    @Test
    void itsFirstLinesSayWhatCameOfWhatWhenAndOfWhom() {
        assertThat(on(Outcome.UNDER_WAY, NOON.plusMillis(2_449)).text()).isEqualTo("""
                evacuate eu-west-1 of registry.example.com: under way
                2026-03-01T12:00:00Z; asked by anna, id id-7; answered by ap-south-1 after 2.4 s

                What was asked
                --------------
                action  evacuate
                region  eu-west-1
                for     30m

                What became of it
                -----------------
                It runs.
                """);
    }

    @Test
    void forAMachineItHasTheSameAndTheTextBeside() {
        Report report = on(Outcome.UNDER_WAY, NOON.plusMillis(2_449));

        assertThat(Json.write(report.facts()))
                .isEqualTo("{\"action\":\"evacuate\",\"service\":\"registry.example.com\",\"id\":\"id-7\","
                        + "\"by\":\"anna\",\"region\":\"ap-south-1\",\"outcome\":\"under-way\","
                        + "\"startedAt\":\"2026-03-01T12:00:00Z\",\"finishedAt\":\"2026-03-01T12:00:02.449Z\","
                        + "\"took\":2449,\"asked\":{\"action\":\"evacuate\",\"region\":\"eu-west-1\",\"for\":\"30m\"},"
                        + "\"repair\":\"it runs\"}");
        assertThat(report.facts().get("text")).isEmpty();
        assertThat(report.json().get("text")).contains(new JsonText(report.text()));
    }

    @Test
    void aClockThatIsSetBackMeanwhileMakesNothingTakeLessThanNoTime() {
        Report report = on(Outcome.DONE, NOON.minusSeconds(5));

        assertThat(report.text()).contains("after 0.0 s");
        assertThat(Json.write(report.facts())).contains("\"took\":0,");
    }

    @Test
    void whatCouldNotBeReadIsRefusedWithEachProblem() {
        Report report =
                Report.unread(MUMBAI, NOON, NOON, List.of("for: missing", "until: unknown field"), new JsonNull());

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.text()).isEqualTo("""
                request refused, and nothing was changed
                2026-03-01T12:00:00Z; answered by ap-south-1 after 0.0 s

                What is wrong with the request
                ------------------------------
                - for: missing
                - until: unknown field
                """);
        assertThat(Json.write(report.facts())).endsWith("\"problems\":[\"for: missing\",\"until: unknown field\"]}");
    }

    @Test
    void aRegionIsInTheHeadlineOnlyWhereOneWasAskedFor() {
        Section odd = new Section("asked", "Asked", new JsonNull(), List.of());

        assertThat(new Report("status", Map.of(), MUMBAI, Outcome.DONE, NOON, NOON, List.of(odd)).headline())
                .isEqualTo("status: done");
    }
}
