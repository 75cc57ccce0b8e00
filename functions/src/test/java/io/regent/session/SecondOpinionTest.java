package io.regent.session;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.session.VirtualTime.BEGIN;
import static io.regent.session.VirtualTime.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Address;
import io.regent.fleet.Fleet;
import io.regent.fleet.ProbeSettings;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.probe.Question;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rise is 2 and fall is 3. */
class SecondOpinionTest {
    private final VirtualTime time = new VirtualTime();
    private final ScriptedProber prober = new ScriptedProber(time);
    private final ToldRegions told = new ToldRegions();
    private final Vantage vantage = new Vantage(MUMBAI, prober, told, told, time, time);

    @Test
    void itIsMadeOfAsManyRoundsAsAVerdictTakesNoneWaitingForAnother() throws Exception {
        CountDownLatch all = new CountDownLatch(3);
        prober.script(IRELAND, "-").hook(round -> {
            all.countDown();
            assertThat(all.await(ToldRegions.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("three rounds under way at once")
                    .isTrue();
        });

        List<Verdict> verdicts = ask(Duration.ofSeconds(2));

        assertThat(verdicts).extracting(Verdict::endpoint).containsExactly(MUMBAI, IRELAND);
        assertThat(verdicts).extracting(Verdict::health).containsExactly(Health.HEALTHY, Health.UNHEALTHY);
        assertThat(verdicts).extracting(Verdict::vantage).containsOnly(MUMBAI);
        assertThat(time.instant()).as("when the last round started").isEqualTo(second(0.3));
        assertThat(prober.starts())
                .hasSize(3)
                .allSatisfy(start -> assertThat(start).isBetween(BEGIN, second(0.3)));
    }

    @Test
    void nothingIsPublished() throws Exception {
        prober.script(IRELAND, "-");

        ask(Duration.ofSeconds(2));

        assertThat(told.puts()).isEmpty();
        assertThat(told.events()).isEmpty();
    }

    @Test
    void aProbeOfItTakesNoLongerThanASecondAndAHalf() throws Exception {
        ask(Duration.ofSeconds(2));

        assertThat(prober.asked()).extracting(Question::timeout).containsOnly(Duration.ofMillis(1_500));
    }

    @Test
    void aProbeOfItTakesNoLongerThanTheServiceAllows() throws Exception {
        ask(Duration.ofMillis(700));

        assertThat(prober.asked()).extracting(Question::timeout).containsOnly(Duration.ofMillis(700));
    }

    @Test
    void aVantageThatReachesNoControlTargetHasNoOpinion() throws Exception {
        prober.script(IRELAND, "-").script("control", "-");

        assertThat(ask(Duration.ofSeconds(2))).extracting(Verdict::health).containsOnly(Health.UNKNOWN);
    }

    private List<Verdict> ask(Duration timeout) throws InterruptedException {
        Service like = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
        ProbeSettings probe = like.probe();
        Service service = ServiceExamples.with(
                like,
                new ProbeSettings(
                        probe.kind(),
                        probe.interval(),
                        timeout,
                        probe.rise(),
                        probe.fall(),
                        probe.path(),
                        probe.statuses(),
                        probe.requiredHeaders()));
        Fleet fleet = new Fleet(List.of(service), List.of(new Address("control.example.net", 443)));
        return vantage.secondOpinion(fleet, service);
    }
}
