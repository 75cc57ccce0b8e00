package io.regent.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.regent.fleet.PolicySettings;
import io.regent.fleet.ServiceExamples;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request for a replay may hold, wherever it comes from. */
class RequestTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Verdict VERDICT =
            new Verdict(ServiceExamples.IRELAND, ServiceExamples.MUMBAI, Health.HEALTHY, NOON, "");

    @Test
    void aReplayHoldsADayEightPoliciesAndTwentyThousandVerdicts() {
        Request.Replay replay = new Request.Replay(
                NOON, NOON.plus(Duration.ofHours(24)), policies(8), Collections.nCopies(20_000, VERDICT));

        assertThat(replay.settings()).hasSize(8);
        assertThat(replay.verdicts()).hasSize(20_000);
    }

    @Test
    void whatIsMoreIsNoRequest() {
        refuses("until: expected", Duration.ofHours(24).plusMillis(1), policies(1), 0);
        refuses("until: expected", Duration.ZERO, policies(1), 0);
        refuses("until: expected", Duration.ofHours(-1), policies(1), 0);
        refuses("settings: expected 1 to 8 policies: 9", Duration.ofHours(1), policies(9), 0);
        refuses("settings: expected 1 to 8 policies: 0", Duration.ofHours(1), policies(0), 0);
        refuses("verdicts: expected at most 20000: 20001", Duration.ofHours(1), policies(1), 20_001);
        refuses("settings: expected a name of", Duration.ofHours(1), named("own"), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "owner", "OWN", "by hand", "50 %._+-x", "abcdefghijklmnopqrstuvwx"})
    void aPolicyHasANameOfPlainCharacters(String name) {
        assertThat(Request.Replay.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "-a", "own", "a\nb", "<a>", "é", "abcdefghijklmnopqrstuvwxy"})
    void thePictureAndTheTableTakeNoOther(String name) {
        assertThat(Request.Replay.isName(name)).isFalse();
    }

    private static void refuses(String why, Duration period, SortedMap<String, PolicySettings> settings, int verdicts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Request.Replay(NOON, NOON.plus(period), settings, Collections.nCopies(verdicts, VERDICT)))
                .withMessageContaining(why);
    }

    private static SortedMap<String, PolicySettings> policies(int count) {
        return IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(
                        i -> "policy " + i, i -> ServiceExamples.policy(1), (a, b) -> a, TreeMap::new));
    }

    private static SortedMap<String, PolicySettings> named(String name) {
        return new TreeMap<>(Map.of(name, ServiceExamples.policy(1)));
    }
}
