package io.regent.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BriefTest {
    @Test
    void aTextThatIsShortEnoughStays() {
        assertThat(Brief.of("")).isEmpty();
        assertThat(Brief.of("x".repeat(300))).isEqualTo("x".repeat(300));
    }

    @Test
    void aLongerOneEndsInAnEllipsis() {
        assertThat(Brief.of("x".repeat(301))).isEqualTo("x".repeat(299) + "…");
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutInTwo() {
        assertThat(Brief.of("x".repeat(298) + "😀".repeat(5))).isEqualTo("x".repeat(298) + "…");
        assertThat(Brief.of("x".repeat(297) + "😀".repeat(5))).isEqualTo("x".repeat(297) + "😀…");
    }
}
