package io.regent.lever;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateReadingTest {
    private static final Instant SINCE = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration SETTLING = Duration.ofMinutes(3);

    /**
     * A minute is a letter: {@code s} serve, {@code n} not, {@code .} nothing was said. The first begins at the time.
     */
    @ParameterizedTest
    @CsvSource({
        "ssssssss, false",
        "nnnnnnnn, false",
        "n..nnnnn, false",
        "nnnsssss, false",
        "nsnsssss, false",
        "snnsssss, false",
        "nnnnnnsn, true",
        "snnnnnnn, true",
        "sssnssss, true",
        "....nnnn, true",
        "........, false",
    })
    void whatWasSaidFromTheBeginningIsNoNews(String minutes, boolean takenOut) {
        SortedMap<Instant, Boolean> told = new TreeMap<>(Map.of(SINCE.minusSeconds(60), false));
        for (int i = 0; i < minutes.length(); i++) {
            if (minutes.charAt(i) != '.') {
                told.put(SINCE.plusSeconds(60L * i), minutes.charAt(i) == 's');
            }
        }
        LateReading.Read read = new LateReading.Read(new TreeMap<>(Map.of(IRELAND, told)));

        assertThat(read.wasTakenOut(IRELAND, SINCE, SETTLING)).isEqualTo(takenOut);
        assertThat(read.wasTakenOut(MUMBAI, SINCE, SETTLING)).isFalse();
    }
}
