package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.adapter.CloudWatch;
import io.regent.adapter.CloudWatchPast;
import io.regent.adapter.CloudWatchRoutingControl;
import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.fleet.Service;
import io.regent.lever.LateReading;
import io.regent.replay.Past;
import io.regent.report.ProbeNews;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A past period, put and read back over the wire. */
class PastTest {
    @Test
    void verdictsOfADayComeByTheMinuteAndTheLateOnesByTheSecond() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            Instant late = world.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(7);
            Instant early = late.minus(Duration.ofHours(9));
            put(world, verdict(Health.UNHEALTHY, early), verdict(Health.HEALTHY, late));

            Past.Held.Read held = (Past.Held.Read) past(world)
                    .held(service(world), late.minus(Duration.ofHours(20)), late.plusSeconds(1), soon(world));

            assertThat(held.verdicts())
                    .containsExactlyInAnyOrder(
                            verdict(Health.HEALTHY, late),
                            verdict(Health.UNHEALTHY, early.truncatedTo(ChronoUnit.MINUTES)));
            assertThat(held.basis()).startsWith("to the minute").endsWith("on to the second");
        }
    }

    @Test
    void whatIsOutsideThePeriodIsLeftOut() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            Instant at = world.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
            put(world, verdict(Health.HEALTHY, at.minusSeconds(1)), verdict(Health.UNHEALTHY, at));
            put(world, verdict(Health.HEALTHY, at.plusSeconds(60)));

            Past.Held.Read held =
                    (Past.Held.Read) past(world).held(service(world), at, at.plusSeconds(60), soon(world));

            assertThat(held.verdicts()).containsExactly(verdict(Health.UNHEALTHY, at));
            assertThat(held.basis()).isEqualTo("to the second");
        }
    }

    @Test
    void silenceIsReadAndWhatIsRefusedIsNot() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            Instant now = world.now();

            assertThat(past(world).held(service(world), now.minusSeconds(60), now, soon(world)))
                    .isEqualTo(new Past.Held.Read(List.of(), "to the second"));
            assertThat(past(world).told(service(world), now.minusSeconds(60), now, soon(world)))
                    .isEqualTo(new Past.Told.Read(new TreeMap<>(), Duration.ofMinutes(1)));
            assertThat(new CloudWatchRoutingControl(cloudWatch(world), MUMBAI, world.clock)
                            .late(service(world), Duration.ofMinutes(1)))
                    .isEqualTo(new LateReading.Read(new TreeMap<>()));

            world.bends.at("monitoring", request -> true, Bends.refusing("AccessDenied", 403));
            assertThat(((Past.Held.Unreadable) past(world).held(service(world), now.minusSeconds(60), now, soon(world)))
                            .why())
                    .contains("AccessDenied");
            assertThat(((Past.Told.Unreadable) past(world).told(service(world), now.minusSeconds(60), now, soon(world)))
                            .why())
                    .contains("AccessDenied");
        }
    }

    /** A call has five seconds and a half of its own. */
    @Test
    void whatDoesNotComeInTimeIsGivenUpThen() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            CloudWatchPast past = past(world);
            Instant now = world.now();
            world.bends.at("monitoring", request -> true, Bends.silent());

            Past.Held held = past.held(
                    service(world), now.minusSeconds(60), now, world.now().plusSeconds(1));
            Past.Told told = past.told(
                    service(world), now.minusSeconds(60), now, world.now().plusSeconds(1));

            assertThat(Duration.between(now, world.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(((Past.Held.Unreadable) held).why()).startsWith("no answer within ");
            assertThat(((Past.Told.Unreadable) told).why()).startsWith("no answer within ");
        }
    }

    @Test
    void onceTheTimeIsOverNobodyIsAsked() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            Instant now = world.now();

            assertThat(past(world).held(service(world), now.minusSeconds(60), now, now))
                    .isEqualTo(new Past.Held.Unreadable(
                            "the time was over before all of it had come: expected a shorter period"));
            assertThat(past(world).told(service(world), now.minusSeconds(60), now, now))
                    .isInstanceOf(Past.Told.Unreadable.class);
        }
    }

    @Test
    void whatRoutingControlWasToldComesByTheMinute() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            Instant now = world.now();
            Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
            new CloudWatchRoutingControl(cloudWatch(world), MUMBAI, InstantSource.fixed(now))
                    .put(service(world), Map.of(IRELAND, false, MUMBAI, true));

            Past.Told.Read told = (Past.Told.Read) past(world)
                    .told(service(world), now.minus(Duration.ofHours(9)), minute.plusSeconds(60), soon(world));

            assertThat(told.said()).containsOnlyKeys(IRELAND, MUMBAI);
            assertThat(told.said().get(IRELAND)).containsExactly(Map.entry(minute, false));
            assertThat(told.said().get(MUMBAI)).containsExactly(Map.entry(minute, true));
        }
    }

    /** The controllers run every three seconds here, and routing control is told as often. */
    @Test
    void aReplayAskedOfTheLabIsOfTheLabsMinutes() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            world.stage.deploy(world.stage
                    .document()
                    .replace("{stabilisation: 0s,", "{freshness: 9s, stabilisation: 2s,")
                    .replace("stepHold: 0s", "stepHold: 2s, steps: [100]"));
            long now = world.now().getEpochSecond();
            Instant from = Instant.ofEpochSecond(now - Math.floorMod(now, 3) - 90);
            for (int second = 0; second < 90; second += 3) {
                Instant at = from.plusSeconds(second);
                Health ireland = second >= 30 && second < 48 ? Health.UNHEALTHY : Health.HEALTHY;
                put(
                        world,
                        new Verdict(IRELAND, IRELAND, ireland, at, ""),
                        new Verdict(MUMBAI, IRELAND, ireland, at, ""),
                        new Verdict(IRELAND, MUMBAI, Health.HEALTHY, at, ""),
                        new Verdict(MUMBAI, MUMBAI, Health.HEALTHY, at, ""));
                new CloudWatchRoutingControl(cloudWatch(world), MUMBAI, () -> at)
                        .put(service(world), Map.of(IRELAND, second < 30 || second >= 51, MUMBAI, true));
            }

            JsonNode report = OnStage.answer(world.stage.look(MUMBAI, """
                    {"action": "replay", "from": "%s", "until": "%s", "settings": {"by hand": {"failback": "manual"}}}
                    """.formatted(from, from.plusSeconds(90))));

            assertThat(report.path("replay").path("courses").valueStream().map(PastTest::course))
                    .as(report.path("text").asText())
                    .containsExactly(
                            "own: 1 out, 1 back, 0.4 min",
                            "by hand: 1 out, 0 back, 1 min",
                            "what did happen: 1 out, 1 back, 0.4 min");
        }
    }

    private static String course(JsonNode course) {
        JsonNode ireland = course.path("endpoints").path("eu-west-1");
        return course.path("name").asText() + ": " + ireland.path("failovers").asText() + " out, "
                + ireland.path("returns").asText() + " back, "
                + ireland.path("minutesOut").asText() + " min";
    }

    private static void put(OnStage world, Verdict... verdicts) {
        cloudWatch(world).put(MUMBAI, ProbeNews.verdicts(service(world).name(), List.of(verdicts)));
    }

    private static Instant soon(OnStage world) {
        return world.now().plusSeconds(30);
    }

    private static CloudWatchPast past(OnStage world) {
        return new CloudWatchPast(cloudWatch(world), MUMBAI, world.clock, Duration.ofMinutes(1));
    }

    private static CloudWatch cloudWatch(OnStage world) {
        return VerdictHistoryTest.cloudWatch(world);
    }

    private static Verdict verdict(Health health, Instant at) {
        return new Verdict(MUMBAI, IRELAND, health, at, "");
    }

    private static Service service(OnStage world) {
        return ((Reading.Read) FleetDocument.read(world.stage.document()))
                .fleet()
                .services()
                .getFirst();
    }
}
