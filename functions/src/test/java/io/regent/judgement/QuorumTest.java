package io.regent.judgement;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held of Ireland. Verdicts count for 90 seconds. */
class QuorumTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Service SERVICE =
            ServiceExamples.service(ServiceExamples.policy(1), Routing.WEIGHTED, Set.of(OHIO), 50, 50);

    @ParameterizedTest
    @CsvSource({
        // Ireland (inside), Mumbai, Ohio (outside)
        "HEALTHY, HEALTHY, HEALTHY, UP",
        "HEALTHY, HEALTHY, UNHEALTHY, UP",
        "UNHEALTHY, HEALTHY, HEALTHY, UP",
        "HEALTHY, UNHEALTHY, UNHEALTHY, DOWN",
        "UNHEALTHY, UNHEALTHY, HEALTHY, DOWN",
        "UNHEALTHY, UNHEALTHY, UNHEALTHY, DOWN",
        // A tie.
        "HEALTHY, UNHEALTHY, -, DISPUTED",
        "UNHEALTHY, HEALTHY, -, DISPUTED",
        "-, HEALTHY, UNHEALTHY, DISPUTED",
        "HEALTHY, UNHEALTHY, UNKNOWN, DISPUTED",
        // One vote of one.
        "-, UNHEALTHY, -, DOWN",
        "UNKNOWN, UNHEALTHY, UNKNOWN, DOWN",
        "UNHEALTHY, -, -, DISPUTED",
        "UNHEALTHY, UNKNOWN, -, DISPUTED",
        "HEALTHY, -, -, UP",
        "-, -, HEALTHY, UP",
        // Both outside, inside dark.
        "-, UNHEALTHY, UNHEALTHY, DOWN",
        "-, HEALTHY, HEALTHY, UP",
        "UNKNOWN, UNKNOWN, UNKNOWN, UNSEEN",
        "-, -, -, UNSEEN"
    })
    void aMajorityOfThoseWhoSpeakDecides(String ireland, String mumbai, String ohio, String expected) {
        List<Verdict> verdicts = new ArrayList<>();
        say(verdicts, IRELAND, ireland);
        say(verdicts, MUMBAI, mumbai);
        say(verdicts, OHIO, ohio);

        assertThat(name(judge(verdicts).standing())).isEqualTo(expected);
        Collections.reverse(verdicts);
        assertThat(name(judge(verdicts).standing())).as("in another order").isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-90, UNSEEN",
        "-89.999, DOWN",
        "-1, DOWN",
        "0, DOWN",
        "0.001, UNSEEN",
        "3600, UNSEEN",
    })
    void aVerdictCountsForItsFreshnessAndNeverFromTheFuture(double seconds, String expected) {
        assertThat(name(judge(List.of(verdict(MUMBAI, Health.UNHEALTHY, seconds)))
                        .standing()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTHY, -30, UNHEALTHY, -10, DOWN",
        "UNHEALTHY, -30, HEALTHY, -10, UP",
        // The newest word is that it does not know: what it said before is not heard any more.
        "UNHEALTHY, -30, UNKNOWN, -10, UNSEEN",
        // Of one instant the worse one, and UNKNOWN is worse than HEALTHY.
        "HEALTHY, -10, UNHEALTHY, -10, DOWN",
        "UNKNOWN, -10, UNHEALTHY, -10, DOWN",
        "HEALTHY, -10, UNKNOWN, -10, UNSEEN",
    })
    void theNewestVerdictOfAVantageCountsWhateverTheOrder(
            Health first, double firstAt, Health second, double secondAt, String expected) {
        Verdict one = verdict(MUMBAI, first, firstAt);
        Verdict two = verdict(MUMBAI, second, secondAt);

        assertThat(name(judge(List.of(one, two)).standing())).isEqualTo(expected);
        assertThat(name(judge(List.of(two, one)).standing())).isEqualTo(expected);
    }

    @Test
    void aVantageThatTheServiceDoesNotHaveHasNoVote() {
        Verdict stranger = verdict(new Region("sa-east-1"), Health.UNHEALTHY, -1);

        assertThat(judge(List.of(stranger)).standing()).isEqualTo(new Standing.Unseen());
    }

    @Test
    void votesComeInTheOrderOfTheirVantagesAndWithoutTheUnknown() {
        Verdict ireland = verdict(IRELAND, Health.HEALTHY, -1);
        Verdict mumbai = verdict(MUMBAI, Health.UNHEALTHY, -2);

        assertThat(judge(List.of(ireland, mumbai, verdict(OHIO, Health.UNKNOWN, -3)))
                        .votes())
                .containsExactly(mumbai, ireland);
    }

    /** Each entry is who says what when; the times are seconds before now. */
    @ParameterizedTest
    @CsvSource({
        // One voice alone: from when on it speaks.
        "'mumbai + 60', 60",
        "'mumbai + 0', 0",
        "'mumbai + 180, mumbai + 120, mumbai + 60', 180",
        // A gap: 200 lapses at 110, nothing is heard until 60. Exactly 90 apart there is none.
        "'mumbai + 200, mumbai + 60', 60",
        "'mumbai + 150, mumbai + 60', 150",
        "'mumbai + 151, mumbai + 60', 60",
        // A change of mind.
        "'mumbai + 180, mumbai - 120, mumbai + 60', 60",
        "'mumbai + 180, mumbai ? 120, mumbai + 60', 60",
        // A dispute is a break, and it ends when the voice against lapses: 160 - 90 = 70.
        "'mumbai + 180, ireland - 160, mumbai + 120, mumbai + 60', 70",
        // A minority against is none.
        "'mumbai + 120, ohio + 120, ireland - 100, mumbai + 60, ohio + 60', 120",
        // UP while one of two lapses: the other carries it.
        "'ireland + 170, mumbai + 130, mumbai + 50', 170",
    })
    void upIsSinceTheLastBreak(String history, long seconds) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String entry : history.split(", ", -1)) {
            String[] words = entry.split(" ", -1);
            Region vantage =
                    switch (words[0]) {
                        case "ireland" -> IRELAND;
                        case "mumbai" -> MUMBAI;
                        default -> OHIO;
                    };
            Health health =
                    switch (words[1]) {
                        case "+" -> Health.HEALTHY;
                        case "-" -> Health.UNHEALTHY;
                        default -> Health.UNKNOWN;
                    };
            verdicts.add(verdict(vantage, health, -Double.parseDouble(words[2])));
        }

        assertThat(judge(verdicts).standing()).isEqualTo(new Standing.Up(NOW.minusSeconds(seconds)));
    }

    private static Judgement judge(List<Verdict> verdicts) {
        return Objects.requireNonNull(Quorum.judge(SERVICE, verdicts, NOW).get(IRELAND));
    }

    private static void say(List<Verdict> verdicts, Region vantage, String health) {
        if (!health.equals("-")) {
            verdicts.add(verdict(vantage, Health.valueOf(health), -1));
        }
    }

    private static Verdict verdict(Region vantage, Health health, double seconds) {
        return new Verdict(vantage, IRELAND, health, NOW.plusMillis(Math.round(seconds * 1_000)), "");
    }

    private static String name(Standing standing) {
        return standing.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }
}
