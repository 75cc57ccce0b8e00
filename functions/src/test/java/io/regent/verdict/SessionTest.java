package io.regent.verdict;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.PROBE;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.fleet.ServiceExamples;
import io.regent.fleet.Target;
import io.regent.probe.Layer;
import io.regent.probe.Observation;
import io.regent.probe.Outcome;
import io.regent.probe.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rise is 2 and fall is 3. A round is written + when it succeeds, - when it fails, ? when no control answers. */
class SessionTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final List<Target> TARGETS =
            ServiceExamples.endpoint(IRELAND, 50).targets();

    @ParameterizedTest
    @CsvSource({
        "'', UNKNOWN",
        "+, UNKNOWN",
        "++, HEALTHY",
        "-, UNKNOWN",
        "--, UNKNOWN",
        "---, UNHEALTHY",
        "+-+-+-+-, UNKNOWN",
        "++-, HEALTHY",
        "++--, HEALTHY",
        "++--+--, HEALTHY",
        "++---, UNHEALTHY",
        "---+, UNHEALTHY",
        "---+-+, UNHEALTHY",
        "---++, HEALTHY",
        "++?, UNKNOWN",
        "++?+, UNKNOWN",
        "++?++, HEALTHY",
        "---?, UNKNOWN",
        "--?-, UNKNOWN",
        "--?---, UNHEALTHY"
    })
    void healthFollowsRiseAndFall(String rounds, Health expected) {
        assertThat(verdict(play(rounds)).health()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "+, too few rounds seen",
        "++, ''",
        "++--, ''",
        "---, 'failing since 2026-01-05T10:00:00Z: ORIGIN origin.eu-west-1.registry.example.com:5000: TCP REFUSED, nothing listens'",
        "++?, 'no control target answers, so the fault is nearer to the vantage than to the endpoint'"
    })
    void aVerdictSaysWhy(String rounds, String why) {
        assertThat(verdict(play(rounds)).why()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "+, false",
        "-, false",
        "++, true",
        "+-, false",
        "++-, false",
        "++-+, true",
        "++--, false",
        "---, true",
        "---+, false",
        "---+-, true",
        "---++, true",
        "++?, true",
        "++?-, false"
    })
    void aVerdictIsSettledWhenTheLastRoundBearsItOut(String rounds, boolean settled) {
        assertThat(play(rounds).settled()).isEqualTo(settled);
    }

    @Test
    void anEndpointIsAsWellAsItsWorstTarget() {
        Session session = Session.start(MUMBAI, Set.of(IRELAND), PROBE);
        for (int i = 0; i < 3; i++) {
            session = session.next(new Round(
                    NOW, Map.of(IRELAND, List.of(answered(TARGETS.get(0)), failed(TARGETS.get(1)))), List.of()));
        }

        assertThat(verdict(session).health()).isEqualTo(Health.UNHEALTHY);
        assertThat(verdict(session).why()).contains(": LOAD_BALANCER ");
    }

    @Test
    void oneControlThatAnswersIsEnoughToTrustItself() {
        Session session = Session.start(MUMBAI, Set.of(IRELAND), PROBE);
        for (int i = 0; i < 3; i++) {
            session = session.next(new Round(
                    NOW,
                    Map.of(IRELAND, List.of(failed(TARGETS.get(0)))),
                    List.of(failed(TARGETS.get(1)), answered(TARGETS.get(1)))));
        }

        assertThat(verdict(session).health()).isEqualTo(Health.UNHEALTHY);
    }

    /** Cut off from the world it would else vouch for its own region, which no client reaches. */
    @Test
    void aVantageThatDoubtsItselfDoesNotVouchForWhatItReaches() {
        Session session = Session.start(IRELAND, Set.of(IRELAND), PROBE);
        for (int i = 0; i < 3; i++) {
            session = session.next(new Round(
                    NOW, Map.of(IRELAND, List.of(answered(TARGETS.get(0)))), List.of(failed(TARGETS.get(1)))));
        }

        assertThat(verdict(session).health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void endpointsAreCountedApartAndInOrder() {
        Session session = Session.start(MUMBAI, Set.of(IRELAND, MUMBAI), PROBE);
        for (int i = 0; i < 3; i++) {
            session = session.next(new Round(
                    NOW,
                    Map.of(IRELAND, List.of(failed(TARGETS.get(0))), MUMBAI, List.of(answered(TARGETS.get(0)))),
                    List.of()));
        }

        assertThat(session.verdicts(NOW)).extracting(Verdict::endpoint).containsExactly(MUMBAI, IRELAND);
        assertThat(session.verdicts(NOW)).extracting(Verdict::health).containsExactly(Health.HEALTHY, Health.UNHEALTHY);
        assertThat(session.verdicts(NOW)).extracting(Verdict::vantage).containsOnly(MUMBAI);
        assertThat(session.verdicts(NOW)).extracting(Verdict::at).containsOnly(NOW);
    }

    @Test
    void aRoundThatSaysNothingOfAnEndpointLeavesItAsItWas() {
        Session before = play("++");

        Session after = before.next(new Round(NOW, Map.<Region, List<Observation>>of(), List.of()));

        assertThat(after.verdicts(NOW)).isEqualTo(before.verdicts(NOW));
    }

    private static Session play(String rounds) {
        Session session = Session.start(MUMBAI, Set.of(IRELAND), PROBE);
        for (int i = 0; i < rounds.length(); i++) {
            char round = rounds.charAt(i);
            Observation seen = round == '+' ? answered(TARGETS.get(0)) : failed(TARGETS.get(0));
            Observation control = round == '?' ? failed(TARGETS.get(1)) : answered(TARGETS.get(1));
            session = session.next(new Round(NOW, Map.of(IRELAND, List.of(seen)), List.of(control)));
        }
        return session;
    }

    private static Verdict verdict(Session session) {
        return session.verdicts(NOW).getFirst();
    }

    private static Observation answered(Target target) {
        return new Observation(target, NOW, List.of(), new Outcome.Answered());
    }

    private static Observation failed(Target target) {
        return new Observation(
                target, NOW, List.of(), new Outcome.Failed(Layer.TCP, Reason.REFUSED, "nothing listens"));
    }
}
