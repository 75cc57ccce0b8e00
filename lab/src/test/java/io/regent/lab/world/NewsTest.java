package io.regent.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewsTest {
    private static final Region IRELAND = World.IRELAND;

    private final List<String> read = new ArrayList<>();
    private final News news = new News(read::add);

    @Test
    void aDecisionIsToldWithWhatWasDoneAndTheWeights() throws Exception {
        assertThat(tell("drain", """
                [{"endpoint": "eu-west-1", "ruling": "drain"}]""", "accepted: C1"))
                .isEqualTo("06:19:55 eu-west-1: drain | drains eu-west-1; weights ap-south-1 50, eu-west-1 0");
        assertThat(tell("return", """
                [{"endpoint": "eu-west-1", "ruling": "step back", "percent": 25}]""", "accepted: C1"))
                .contains("return | gives eu-west-1 25 % of its share; weights ");
    }

    @Test
    void aRefusalIsToldWithItsReason() throws Exception {
        assertThat(tell("nothing-better", """
                [{"endpoint": "eu-west-1", "ruling": "refuse to drain", "why": "no other is UP"}]""", "nothing to do"))
                .isEqualTo("06:19:55 eu-west-1: nothing-better | refuses to drain eu-west-1: no other is UP");
    }

    @Test
    void whatHinderedItIsToldInShort() throws Exception {
        assertThat(tell("steady", "[]", "withheld: the zone cannot be read: " + "x".repeat(300)))
                .startsWith("06:19:55 eu-west-1: steady | withheld: the zone cannot be read: xxx")
                .hasSize(180)
                .endsWith("…");
    }

    @Test
    void aLineWithoutADecisionIsItsMessageAndReason() throws Exception {
        assertThat(News.tell(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55.5Z", "message": "Refused", "why": "too old"}"""))).isEqualTo("06:19:55 eu-west-1: Refused: too old");
        assertThat(News.tell(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55Z", "message": "Not every region was told",
                 "missed": {"ap-south-1": "dark"}}""")))
                .isEqualTo("06:19:55 eu-west-1: Not every region was told: ap-south-1");
    }

    @Test
    void whatARegionRepeatsIsToldOnceButNotWhatAnotherSaysToo() throws Exception {
        for (String time : List.of("06:00:00", "06:00:03", "06:00:06")) {
            news.hear(IRELAND, refused(time));
        }
        news.hear(World.MUMBAI, refused("06:00:07"));
        assertThat(read).containsExactly("06:00:00 eu-west-1: Refused", "06:00:07 ap-south-1: Refused");
        assertThat(news.latest()).isEqualTo(read);
        assertThat(news.lastDecision()).isEqualTo("nothing yet");
    }

    @Test
    void theLastDecisionStaysWhenOtherThingsAreSaid() throws Exception {
        news.hear(IRELAND, decision("steady", "[]", "nothing to do"));
        news.hear(IRELAND, refused("06:20:00"));
        assertThat(news.lastDecision()).isEqualTo("06:19:55 eu-west-1: steady | leaves everything as it is");
    }

    @Test
    void aDrillIsCalledOneAndWhatEndedIsTold() throws Exception {
        JsonObject outage = decision("drain", """
                [{"endpoint": "eu-west-1", "ruling": "drain"}]""", "accepted: C1");
        String drill = Json.write(outage).replace("\"drill\":false", "\"drill\":true");
        String ends =
                Json.write(decision("held", "[]", "accepted: C1")).replace("\"ended\":[]", "\"ended\":[\"hold\"]");

        assertThat(News.tell(IRELAND, line(drill)))
                .startsWith("06:19:55 eu-west-1: drain, a drill | drains eu-west-1;");
        assertThat(News.tell(IRELAND, line(ends))).startsWith("06:19:55 eu-west-1: held | the hold is over;");
    }

    @Test
    void aDrillIsToldWithActionRegionWhoAskedAndOutcome() throws Exception {
        assertThat(News.tell(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55Z", "message": "Drill", "action": "evacuate", "by": "ana",
                 "region": "eu-west-1", "outcome": "done",
                 "asked": {"action": "evacuate", "region": "ap-south-1", "for": "15s"}}""")))
                .isEqualTo("06:19:55 eu-west-1: evacuate | ap-south-1 for 15s by ana: done");
        assertThat(News.tell(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55Z", "message": "Drill", "action": "release", "region": "eu-west-1",
                 "outcome": "under-way", "asked": {"action": "release"}}"""))).isEqualTo("06:19:55 eu-west-1: release | by somebody: under-way");
    }

    @Test
    void aPreflightOfTheScheduleIsToldWithWhatItFound() throws Exception {
        assertThat(News.tell(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55Z", "message": "Preflight", "action": "preflight",
                 "by": "the schedule", "region": "eu-west-1", "outcome": "unwell", "asked": {"action": "preflight"},
                 "preflight": {"scope": "region", "fail": 11, "warn": 4, "ok": 7}}""")))
                .isEqualTo("06:19:55 eu-west-1: preflight | by the schedule: unwell, 11 FAIL, 4 WARN");
        assertThat(levers("well", "2 record sets read"))
                .isEqualTo("06:19:55 eu-west-1: Levers tried for a preflight: well");
        assertThat(levers("broken", "Throttling"))
                .isEqualTo("06:19:55 eu-west-1: Levers tried for a preflight: zone broken, Throttling");
    }

    @Test
    void whatWasRefusedOrReportedUnaskedIsToldWithItsReason() throws Exception {
        assertThat(News.tell(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55Z", "message": "Invocation refused", "refused": "time: too old"}"""))).isEqualTo("06:19:55 eu-west-1: Invocation refused: time: too old");
        assertThat(News.tell(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55Z", "message": "Request refused", "action": "unknown",
                 "region": "eu-west-1", "outcome": "refused", "problems": ["for: missing", "by: 7"]}"""))).isEqualTo("06:19:55 eu-west-1: Request refused: for: missing; by: 7");
        assertThat(News.tell(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55Z", "message": "Machine report", "action": "down",
                 "region": "ap-south-1", "outcome": "unwell", "machine-ap-south-1": {}}"""))).isEqualTo("06:19:55 eu-west-1: Machine report: ap-south-1");
    }

    @Test
    void theLatencyOfEverySessionIsNoNews() throws Exception {
        news.hear(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55Z", "message": "Latency", "endpoint": "eu-west-1", "DNS": 5.2}"""));

        assertThat(read).isEmpty();
        assertThat(news.latest()).isEmpty();
    }

    private static String levers(String came, String what) throws Exception {
        return News.tell(IRELAND, line("""
                {"timestamp": "2026-01-01T06:19:55Z", "message": "Levers tried for a preflight", "region": "eu-west-1",
                 "steps": [{"step": "zone", "came": "%s", "what": "%s"},
                           {"step": "routing-control", "came": "well", "what": "metric put"}]}""".formatted(came, what)));
    }

    private static String tell(String rule, String rulings, String outcome) throws Exception {
        return News.tell(IRELAND, decision(rule, rulings, outcome));
    }

    private static JsonObject decision(String rule, String rulings, String outcome) throws Exception {
        return line("""
                {"timestamp": "2026-01-01T06:19:55.342Z", "message": "Failover decided", "rule": "%s", "rulings": %s,
                 "attempts": [{"outcome": "lost the race: x", "ended": [], "problems": []},
                              {"outcome": "%s", "ended": [], "problems": []}], "drill": false,
                 "weights": {"ap-south-1": 50, "eu-west-1": 0}, "routingControl": {"outcome": "put"}}""".formatted(rule, rulings, outcome));
    }

    private static JsonObject refused(String time) throws Exception {
        return line("{\"timestamp\": \"2026-01-01T" + time + "Z\", \"message\": \"Refused\"}");
    }

    private static JsonObject line(String json) throws Exception {
        return Json.read(json).object();
    }
}
