package io.regent.report;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.control.Opinion;
import io.regent.control.Run;
import io.regent.control.Told;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.ServiceExamples;
import io.regent.json.Json;
import io.regent.json.JsonValue;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.PutOutcome;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole records, as they stand in {@code src/test/resources/records}. */
class RunRecordTest {
    @Test
    void aDrain() throws Exception {
        assertRecord("a-drain.json", new Runs(1).irelandIsDark().run());
    }

    @Test
    void aRefusal() throws Exception {
        assertRecord("a-refusal.json", new Runs(2).irelandIsDark().run());
    }

    @Test
    void aLostRace() throws Exception {
        assertRecord(
                "a-lost-race.json",
                new Runs(1).irelandIsDark().somebodyIsFaster(1).run());
    }

    @Test
    void aRunWithoutTheLedger() throws Exception {
        Runs runs = new Runs(1).irelandIsDark();
        runs.zone.readable = false;

        assertRecord("without-the-ledger.json", runs.run());
    }

    @Test
    void anUnansweredBatchThatLanded() throws Exception {
        Runs runs = new Runs(1).irelandIsDark();
        runs.zone.bends.add(outcome -> new ChangeOutcome.Unanswered("no answer within 5500 ms"));

        assertRecord("unanswered-and-landed.json", runs.run());
    }

    @Test
    void recordsThatWereRestored() throws Exception {
        assertRecord("restored.json", new Runs(1).somebodySetsIreland(7).run());
    }

    @Test
    void recordsThatDifferAndAreLeftSo() throws Exception {
        Runs runs = new Runs(ServiceExamples.service(ServiceExamples.policy(1, DriftPolicy.REPORT), 50, 50));

        assertRecord("reported.json", runs.somebodySetsIreland(7).run());
    }

    @Test
    void whatRoutingControlTookOutIsCaughtUpWith() throws Exception {
        Runs runs = new Runs(1);
        runs.published.clear();
        runs.late = Told.all(Runs.NOW.minusSeconds(60), Map.of(IRELAND, false, MUMBAI, true));

        assertRecord("caught-up.json", runs.run());
    }

    @Test
    void everyTextFromOutsideIsCutShort() throws Exception {
        String lengthy = "so it goes on and on ".repeat(100);
        Runs runs = new Runs(1).irelandIsDark();
        runs.opinions.set(1, new Opinion.Abstained(IRELAND, lengthy));
        runs.opinions.set(
                0,
                new Opinion.Given(
                        MUMBAI,
                        List.of(
                                Runs.verdict(MUMBAI, MUMBAI, Health.HEALTHY),
                                new Verdict(MUMBAI, IRELAND, Health.UNHEALTHY, Runs.NOW, lengthy))));
        runs.put = new PutOutcome.Failed(lengthy);
        runs.zone.bends.add(outcome -> new ChangeOutcome.Failed(lengthy));

        String record = Json.write(RunRecord.of(runs.run()));

        String cut = lengthy.substring(0, 299) + "…";
        assertThat(record)
                .contains("\"abstained\":\"" + cut + "\"")
                .contains("\"why\":\"" + cut + "\"")
                .contains("\"outcome\":\"failed: " + cut + "\",\"plan")
                .contains("\"outcome\":\"failed: " + cut + "\"}}")
                .doesNotContain(lengthy.substring(0, 301));
    }

    private static void assertRecord(String file, Run run) throws Exception {
        JsonValue written = Json.read(Json.bytes(RunNews.record(run))).value();
        try (InputStream golden = RunRecordTest.class.getResourceAsStream("/records/" + file)) {
            assertThat(golden).as(file).isNotNull();
            assertThat(written).isEqualTo(Json.read(golden.readAllBytes()).value());
        }
    }
}
