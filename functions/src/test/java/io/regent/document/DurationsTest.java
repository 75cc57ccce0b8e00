package io.regent.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "5s, PT5S, 5s",
        "10m, PT10M, 10m",
        "1h, PT1H, 1h",
        "0ms, PT0S, 0s",
        "1500ms, PT1.5S, 1500ms",
        "90s, PT1M30S, 90s",
        "3600s, PT1H, 1h",
        "24h, PT24H, 24h",
        "999999999h, PT999999999H, 999999999h",
    })
    void aDurationIsReadAndWrittenInItsGreatestExactUnit(String text, Duration duration, String written) {
        assertThat(Durations.parse(text)).contains(duration);
        assertThat(Durations.print(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "5 s",
                "5S",
                "05s",
                "-5s",
                "1.5s",
                "5s ",
                "1m30s",
                "PT5S",
                "5d",
                "1000000000s",
                "٥s"
            })
    void anythingElseIsNoDuration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
