package io.regent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TxtValueTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "254, 1", "255, 1", "256, 2", "510, 2", "511, 3", "4000, 16"})
    void aTextIsSplitInto255Characters(int length, int strings) {
        String text = "abcdefghij".repeat(400).substring(0, length);

        String value = TxtValue.encode(text);

        assertThat(value.split("\" \"", -1)).hasSize(strings);
        assertThat(value).startsWith("\"").endsWith("\"");
        assertThat(value.replace("\"", "").replace(" ", "")).isEqualTo(text);
        assertThat(value.substring(1, value.length() - 1).split("\" \"", -1)).allMatch(part -> part.length() <= 255);
        assertThat(TxtValue.decode(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"a b\" \"c\" | a bc", "\"a\"\"b\" | ab", "\"a | a", "a | ''", "\"\" | ''", "'' | ''"})
    void whatIsNotWellQuotedIsStillRead(String value, String text) {
        assertThat(TxtValue.decode(value)).isEqualTo(text);
    }

    @Test
    void spacesWithinAStringAreKept() {
        assertThat(TxtValue.decode(TxtValue.encode("regent1 g=1  x"))).isEqualTo("regent1 g=1  x");
    }
}
