package io.regent.document;

import static io.regent.document.Documents.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetDocumentStrictnessTest {
    private static final String IRELAND = "services[\"registry.example.com\"].endpoints.eu-west-1";

    @Test
    void aKeyWrittenTwiceIsAProblem() {
        assertThat(problems(Documents.endpoint("port: 1, port: 2")))
                .containsExactly(IRELAND + ".port: written a second time (line 1): expected once");
    }

    @Test
    void anAliasIsAProblemWhereverItStands() {
        assertThat(problems("""
                        services:
                          registry.example.com:
                            zone: &zone Z1
                            endpoints:
                              eu-west-1: &usual {}
                              ap-south-1: *usual
                        """))
                .containsExactlyInAnyOrder(
                        "services[\"registry.example.com\"].zone: an anchor or alias (line 3): expected the value"
                                + " written out",
                        IRELAND + ": an anchor or alias (line 5): expected the value written out",
                        "services[\"registry.example.com\"].endpoints.ap-south-1: an anchor or alias (line 6):"
                                + " expected the value written out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!int 5000", "!java.net.URL http://example.com", "! 5000", "!!map {}", "!!seq []"})
    void aTagIsAProblem(String value) {
        assertThat(problems(Documents.endpoint("port: " + value)))
                .containsExactly(IRELAND + ".port: a tag (line 1): expected the value alone");
    }

    @Test
    void aMergeKeyIsAnUnknownField() {
        assertThat(problems(Documents.endpoint("<<: {port: 5000}")))
                .singleElement()
                .asString()
                .startsWith(IRELAND + "[\"<<\"]: unknown field");
    }

    @Test
    void aKeyThatIsNotTextIsAProblem() {
        assertThat(problems(Documents.TEN_LINES + "? [a, b]\n: c\n"))
                .containsExactly("(document): a key that is not text (line 7)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "# nothing\n", "\n\n"})
    void aTextWithoutADocumentIsAProblem(String text) {
        assertThat(problems(text)).containsExactly("(document): nothing: expected a mapping with services");
    }

    @Test
    void aSecondDocumentIsAProblem() {
        assertThat(problems(Documents.TEN_LINES + "---\n" + Documents.TEN_LINES))
                .containsExactly("(document): more than one document: expected one");
    }

    @Test
    void whatIsNotYamlIsToldWithItsLine() {
        assertThat(problems("services:\n  a: b: c\n"))
                .singleElement()
                .asString()
                .startsWith("(document): line 2, column 7: not YAML or JSON: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "{a: ", "? ", "- ", "[a,", "[[],", "a: [b, "})
    void deepNestingEndsTheReading(String open) {
        String text = open.repeat(FleetDocument.LONGEST / open.length());

        assertThat(problems(text)).last().asString().endsWith("nested deeper than 16 levels: nothing more was read");
    }

    @Test
    void aTextThatIsTooLongIsNotReadAtAll() {
        String text = " ".repeat(FleetDocument.LONGEST) + "a";

        assertThat(problems(text)).containsExactly("(document): 262145 characters: expected at most 262144");
    }

    @Test
    void whatWasFoundIsShownShortAndClean() {
        String found = "\\u0007\\e[31m" + "x".repeat(1_000);

        assertThat(problems(Documents.endpoint("port: \"" + found + "\"")))
                .containsExactly(IRELAND + ".port: the text \"??[31m" + "x".repeat(54)
                        + "...\": expected a whole number from 1 to 65535");
    }
}
