package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Mover;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "-5, 0 s",
        "0, 0 s",
        "59, 59 s",
        "60, 1 min",
        "61, 1 min 1 s",
        "3599, 59 min 59 s",
        "3600, 1 h",
        "3660, 1 h 1 min",
        "3661, 1 h 1 min",
        "86399, 23 h 59 min",
        "86400, 1 d",
        "90000, 1 d 1 h",
        "259200, 3 d"
    })
    void aDurationHasItsTwoGreatestUnits(long seconds, String words) {
        assertThat(Words.lasts(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"1, 1s", "59, 59s", "60, 1m", "90, 90s", "1800, 30m", "3600, 1h", "5400, 90m", "259200, 72h", "0, 0s"})
    void aSpanIsWrittenAsARequestWritesIt(long seconds, String words) {
        assertThat(Words.span(Duration.ofSeconds(seconds))).isEqualTo(words);
        assertThat(Words.span(Duration.ofMillis(1_500))).isEqualTo("1500ms");
    }

    @Test
    void anEndIsATimeAndHowFarOffItIs() {
        assertThat(Words.end(NOON.plusSeconds(1_800), NOON)).isEqualTo("2026-03-01T12:30:00Z (in 30 min)");
        assertThat(Words.end(NOON, NOON.plusSeconds(1))).isEqualTo("2026-03-01T12:00:00Z (in 0 s)");
        assertThat(Words.time(NOON.plusMillis(999))).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void eachStandingAndEachStateHasItsWord() {
        assertThat(Words.standing(null)).isEqualTo("UNSEEN");
        assertThat(Words.standing(judged(new Standing.Unseen()))).isEqualTo("UNSEEN");
        assertThat(Words.standing(judged(new Standing.Up(NOON)))).isEqualTo("UP");
        assertThat(Words.standing(judged(new Standing.Down()))).isEqualTo("DOWN");
        assertThat(Words.standing(judged(new Standing.Disputed()))).isEqualTo("DISPUTED");
        assertThat(Words.state(null)).isEqualTo("unknown");
        assertThat(Words.state(new EndpointState.Serving(NOON, Mover.PERSON))).isEqualTo("serving");
        assertThat(Words.state(new EndpointState.Drained(NOON, Mover.PERSON))).isEqualTo("drained");
        assertThat(Words.state(new EndpointState.Returning(2, NOON, Mover.PERSON)))
                .isEqualTo("returning, step 2");
        assertThat(Words.mover(Mover.AUTOMATIC)).isEqualTo("automatic");
    }

    private static Judgement judged(Standing standing) {
        return new Judgement(IRELAND, standing, List.of());
    }
}
