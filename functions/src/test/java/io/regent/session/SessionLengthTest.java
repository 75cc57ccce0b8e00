package io.regent.session;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.session.VirtualTime.BEGIN;
import static io.regent.session.VirtualTime.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Address;
import io.regent.fleet.Fleet;
import io.regent.fleet.ServiceExamples;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interval is 5 s, the timeout 2 s, rise 2 and fall 3. */
class SessionLengthTest {
    private static final Duration USUAL = Duration.ofSeconds(50);
    private static final Fleet FLEET =
            new Fleet(List.of(ServiceExamples.service(ServiceExamples.policy(1), 50, 50)), List.of());

    private final VirtualTime time = new VirtualTime();
    private final ScriptedProber prober = new ScriptedProber(time);
    private final ToldRegions told = new ToldRegions();

    @ParameterizedTest
    @CsvSource({
        "PT1S, 3",
        "PT12S, 3",
        "PT16.999S, 3",
        "PT17S, 4",
        "PT46.999S, 9",
        "PT47S, 10",
        "PT50S, 10",
        "PT51.999S, 10"
    })
    void aRoundIsMadeEachIntervalForAsLongAsAWholeOneFitsInAndAsManyAsAVerdictTakes(Duration length, int rounds)
            throws Exception {
        assertThat(run(length).rounds()).isEqualTo(rounds);
        assertThat(prober.starts()).hasSize(rounds);
        for (int i = 0; i < rounds; i++) {
            assertThat(prober.starts().get(i)).isEqualTo(second(5 * i));
        }
    }

    @Test
    void aBurstIsAsManyRoundsAsAVerdictTakesWithinALittleWhile() throws Exception {
        run(Duration.ZERO);

        assertThat(prober.starts()).containsExactly(BEGIN, second(0.15), second(0.3));
    }

    @Test
    void aBurstWhoseRoundsTakeLongStartsEachWhenTheOneBeforeHasEnded() throws Exception {
        prober.hook(round -> time.pass(Duration.ofSeconds(2)));

        run(Duration.ZERO);

        assertThat(prober.starts()).containsExactly(BEGIN, second(2), second(4));
    }

    @Test
    void roundsThatWereMissedAreNotMadeUpForInAHeap() throws Exception {
        prober.hook(round -> time.pass(Duration.ofSeconds(round == 2 ? 18 : 1)));

        run(USUAL);

        assertThat(prober.starts())
                .containsExactly(
                        BEGIN, second(5), second(23), second(28), second(33), second(38), second(43), second(48));
    }

    @ParameterizedTest
    @CsvSource({
        "an outage begins in the last round,         +++++++++-,      12, UNHEALTHY",
        "an outage begins in the last round but one, ++++++++--,      11, UNHEALTHY",
        "the last round was a blip,                  +++++++++-+,     11, HEALTHY",
        "an outage ends in the last round,           ---------+,      11, HEALTHY",
        "nothing is settled from the beginning,      +-+-+-+-+-+-+-+, 12, UNKNOWN",
        "an outage that began long ago,              ++++---,         10, UNHEALTHY"
    })
    void aSessionGoesOnUntilItsVerdictsAreSettledOrAVerdictsTimeHasPassed(
            String what, String script, int rounds, Health ireland) throws Exception {
        prober.script(IRELAND, script);

        SessionReport report = run(USUAL);

        assertThat(report.verdicts()).as(what).extracting(Verdict::health).containsExactly(Health.HEALTHY, ireland);
        assertThat(prober.starts()).as(what).hasSize(rounds);
        assertThat(prober.starts().getLast()).isEqualTo(second(5 * (rounds - 1)));
    }

    @Test
    void whatIsSettledAfterTheSessionsLengthIsNewsToo() throws Exception {
        prober.script(IRELAND, "+++++++++-");

        run(USUAL);

        assertThat(told.events()).extracting(ToldRegions.Sent::region).containsExactlyInAnyOrder(IRELAND, MUMBAI);
    }

    @Test
    void anEndpointThatBeginsToFailWhileAnotherIsSettledDoesNotMakeTheSessionAnyLonger() throws Exception {
        prober.script(IRELAND, "+++++++++-").script(MUMBAI, "++++++++++-");

        assertThat(run(USUAL).rounds()).isEqualTo(12);
    }

    @Test
    void aVantageThatDoubtsItselfHasNothingToSettle() throws Exception {
        prober.script("control", "+++++++++-").script(IRELAND, "+++++++++-");
        Fleet fleet = new Fleet(FLEET.services(), List.of(new Address("control.example.net", 443)));

        SessionReport report = vantage().session(fleet, USUAL).getFirst();

        assertThat(report.rounds()).isEqualTo(10);
        assertThat(report.verdicts()).extracting(Verdict::health).containsOnly(Health.UNKNOWN);
    }

    private SessionReport run(Duration length) throws InterruptedException {
        List<SessionReport> reports = vantage().session(FLEET, length);
        assertThat(reports).hasSize(1);
        return reports.getFirst();
    }

    private Vantage vantage() {
        return new Vantage(MUMBAI, prober, told, told, time, time);
    }
}
