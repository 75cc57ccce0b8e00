package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.regent.adapter.CloudWatch;
import io.regent.adapter.CloudWatchVerdicts;
import io.regent.aws.AwsAccess;
import io.regent.aws.AwsClients;
import io.regent.aws.CallLimits;
import io.regent.control.VerdictHistory;
import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.fleet.Service;
import io.regent.lab.wire.WireAnswer;
import io.regent.process.Environment;
import io.regent.report.ProbeNews;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The published verdicts, put and read back over the wire. */
class VerdictHistoryTest {
    private static final Duration FRESHNESS = Duration.ofMinutes(3);

    @Test
    void verdictsComeBackByTheSecondAndOlderOnesByTheMinute() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            CloudWatch cloudWatch = cloudWatch(world);
            Service service = service(world);
            Instant late = world.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(7);
            Instant early = late.minus(Duration.ofHours(5));
            cloudWatch.put(
                    MUMBAI,
                    ProbeNews.verdicts(
                            service.name(), List.of(verdict(Health.UNHEALTHY, early), verdict(Health.HEALTHY, late))));

            VerdictHistory.Reading reading =
                    new CloudWatchVerdicts(cloudWatch, MUMBAI, world.clock).read(service, Duration.ofHours(6));

            assertThat(((VerdictHistory.Reading.Read) reading).verdicts())
                    .containsExactlyInAnyOrder(
                            verdict(Health.HEALTHY, late),
                            verdict(Health.UNHEALTHY, early.truncatedTo(ChronoUnit.MINUTES)));
        }
    }

    @Test
    void aGlanceIsTheMostThatAnyVantageHeldUnwell() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            Instant now = world.now();
            unwell(world, Health.HEALTHY, now.minusSeconds(100));
            assertThat(glance(world)).isEqualTo(new VerdictHistory.Glance.AllWell());
            unwell(world, Health.UNHEALTHY, now.minusSeconds(60));
            unwell(world, Health.HEALTHY, now);
            assertThat(glance(world)).isEqualTo(new VerdictHistory.Glance.Unwell());
            assertThat(world.calls("GetMetricData")).isEqualTo(2);
        }
    }

    @Test
    void whatWasPutBeforeTheTimeThatCountsIsSilenceButForWhatIsUnwell() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            // A minute that began before the time, of which the metric cannot tell more.
            Instant minute = world.now().truncatedTo(ChronoUnit.MINUTES);
            InstantSource within = InstantSource.fixed(minute.plusSeconds(30));
            Instant early = minute.minus(FRESHNESS);
            unwell(world, Health.HEALTHY, early);
            assertThat(glance(world, within)).isEqualTo(new VerdictHistory.Glance.Silent());
            unwell(world, Health.UNKNOWN, early);
            assertThat(glance(world, within)).isEqualTo(new VerdictHistory.Glance.Unwell());
        }
    }

    @Test
    void aGlanceThatIsRefusedSaysWhy() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            world.bends.at("monitoring", request -> true, Bends.refusing("AccessDenied", 403));

            assertThat(((VerdictHistory.Glance.Unreadable) glance(world)).why()).contains("AccessDenied");
        }
    }

    private static void unwell(OnStage world, Health health, Instant at) {
        cloudWatch(world)
                .put(MUMBAI, List.of(ProbeNews.unwell(service(world).name(), List.of(verdict(health, at)), at)));
    }

    private static VerdictHistory.Glance glance(OnStage world) {
        return glance(world, world.clock);
    }

    private static VerdictHistory.Glance glance(OnStage world, InstantSource clock) {
        return new CloudWatchVerdicts(cloudWatch(world), MUMBAI, clock).glance(service(world), FRESHNESS);
    }

    @Test
    void halfAHistoryIsNotTakenForTheWhole() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            byte[] answer = new CBORMapper()
                    .writeValueAsBytes(Map.of(
                            "MetricDataResults",
                            List.of(Map.of("Id", "v0", "Label", "Verdict", "StatusCode", "InternalError"))));
            Map<String, String> headers = Map.of("Content-Type", "application/cbor", "Smithy-Protocol", "rpc-v2-cbor");
            world.bends.at("monitoring", request -> true, (request, service) -> new WireAnswer(200, headers, answer));

            VerdictHistory.Reading reading = new CloudWatchVerdicts(cloudWatch(world), MUMBAI, world.clock)
                    .read(service(world), Duration.ofMinutes(8));

            assertThat(((VerdictHistory.Reading.Unreadable) reading).why()).contains("Verdict", "InternalError");
        }
    }

    private static Verdict verdict(Health health, Instant at) {
        return new Verdict(MUMBAI, IRELAND, health, at, "");
    }

    static CloudWatch cloudWatch(OnStage world) {
        AwsAccess access = AwsAccess.from(Environment.of(Map.of(
                "AWS_REGION",
                MUMBAI.id(),
                "AWS_ENDPOINT_URL",
                world.stage.endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                "ASIAHISTORY",
                "AWS_SECRET_ACCESS_KEY",
                "lab")));
        return new CloudWatch(new AwsClients(access, CallLimits.USUAL));
    }

    private static Service service(OnStage world) {
        return ((Reading.Read) FleetDocument.read(world.stage.document()))
                .fleet()
                .services()
                .getFirst();
    }
}
