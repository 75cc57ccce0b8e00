package io.regent.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChanceTest {
    /** As R's dbinom(hits, of, share) has it. */
    @ParameterizedTest
    @CsvSource({
        "20, 40, 0.5, 0.1253707",
        "40, 40, 0.8, 0.0001329228",
        "0, 100, 0.05, 0.005920529",
        "3100, 6200, 0.5, 0.01013292"
    })
    void theProbabilityIsTheBinomial(int hits, int of, double share, double probability) {
        assertThat(Chance.probability(hits, of, share)).isCloseTo(probability, within(probability / 1_000));
    }

    /** Summed over all that a server can give, so not by luck. */
    @ParameterizedTest
    @CsvSource({
        "4, 2, 40, 0.5",
        "4, 2, 40, 0.79",
        "4, 2, 160, 0.05",
        "4, 2, 1, 0.5",
        "1, 2, 80, 0.03",
        "16, 40, 800, 0.025",
        "4, 3, 80, 0.333",
        "4, 2, 800, 0.004",
    })
    void aVerificationNamesAServerThatAnswersAsExpectedInOneOfAThousandRunsAtMost(
            int servers, int regions, int answers, double share) {
        double level = Chance.level(servers, regions);
        double named = IntStream.rangeClosed(0, answers)
                .filter(hits -> Chance.excludes(hits, answers, share, level))
                .mapToDouble(hits -> Chance.probability(hits, answers, share))
                .sum();

        assertThat(named * servers * (regions == 2 ? 1 : regions)).isLessThanOrEqualTo(Chance.FALSE_ALARMS);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 21, 50, 79, 95})
    void whatIsDrawnAsExpectedIsHardlyEverNamed(int percent) {
        Random random = new Random(percent);
        int rounds = 5_000;
        int alarms = 0;
        for (int i = 0; i < rounds; i++) {
            boolean named = false;
            for (int server = 0; server < 4; server++) {
                int hits = 0;
                for (int j = 0; j < 40; j++) {
                    hits += random.nextInt(100) < percent ? 1 : 0;
                }
                named |= Chance.excludes(hits, 40, percent / 100.0, Chance.level(4, 2));
            }
            alarms += named ? 1 : 0;
        }
        assertThat(alarms).isLessThan(2 * rounds / 1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "40, 40, 0.79365, true",
        "40, 40, 0.80, false",
        "0, 40, 0.20635, true",
        "20, 40, 0.5, false",
        "8, 40, 0.5, true",
        "10, 40, 0.5, false",
        "0, 40, 0.057, false",
        "0, 160, 0.057, true",
    })
    void whatAServerGivesIsHeldToWhatIsExpected(int answers, int of, double share, boolean excluded) {
        assertThat(Chance.excludes(answers, of, share, Chance.level(4, 2))).isEqualTo(excluded);
    }
}
