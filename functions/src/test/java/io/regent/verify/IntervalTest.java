package io.regent.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regent.fleet.Region;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");

    /** From the formula as R's prop.test(hits, of, correct = FALSE) has it. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.2775",
        "10, 10, 0.7225, 1",
        "5, 10, 0.2366, 0.7634",
        "10, 20, 0.2993, 0.7007",
        "1, 1, 0.2065, 1"
    })
    void theIntervalIsWilsons(int hits, int of, double low, double high) {
        Interval interval = Interval.of(hits, of, Interval.USUAL);

        assertThat(interval.low()).isCloseTo(low, within(0.0001));
        assertThat(interval.high()).isCloseTo(high, within(0.0001));
    }

    @Test
    void noAnswersGiveNoInterval() {
        assertThatThrownBy(() -> Interval.of(0, 0, Interval.USUAL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Interval.of(3, 2, Interval.USUAL)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A verification that finds all in order says otherwise at most once in a few hundred times. */
    @Test
    void chanceIsSeldomTakenForAFault() {
        Random random = new Random(1);
        int rounds = 20_000;
        int beyond = 0;
        int edge = 0;
        for (int i = 0; i < rounds; i++) {
            int hits = 0;
            for (int j = 0; j < 160; j++) {
                hits += random.nextInt(100) < 50 ? 1 : 0;
            }
            switch (share(hits, 160 - hits, 50, 50).fit()) {
                case WITHIN -> {}
                case EDGE -> edge++;
                case BEYOND -> beyond++;
            }
        }
        assertThat(beyond).isLessThan(rounds / 300);
        assertThat(edge).isBetween(rounds / 50, rounds / 12);
    }

    @ParameterizedTest
    @CsvSource({
        "80, 80, 50, 50, WITHIN",
        "0, 160, 50, 50, BEYOND",
        "110, 50, 50, 50, BEYOND",
        "94, 66, 50, 50, EDGE",
        "1, 159, 0, 50, BEYOND",
        "0, 160, 0, 50, WITHIN",
        "159, 1, 50, 0, BEYOND",
        "3, 157, 5, 95, WITHIN",
        "0, 160, 5, 95, EDGE",
        "0, 20, 5, 95, WITHIN"
    })
    void aShareIsHeldToWhatIsExpected(int ireland, int mumbai, int weight, int other, Share.Fit fit) {
        assertThat(share(ireland, mumbai, weight, other).fit()).isEqualTo(fit);
    }

    private static Share share(int ireland, int mumbai, int weight, int other) {
        return Share.of(
                        List.of(IRELAND, MUMBAI),
                        Map.of(IRELAND, ireland, MUMBAI, mumbai),
                        Map.of(IRELAND, weight, MUMBAI, other))
                .getFirst();
    }
}
