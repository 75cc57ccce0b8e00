package io.regent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPlaceTest {
    private static final String DOCUMENT = """
            {"detail": {"verdicts": [{"endpoint": "eu-west-1", "rise": 3, "share": 0.5}, {"endpoint": 7}],
             "held": true, "until": null}}
            """;

    @Test
    void whatIsThereIsGiven() throws BadJson {
        var detail = Json.read(DOCUMENT).field("detail");
        var verdict = detail.field("verdicts").elements().getFirst();

        assertThat(verdict.field("endpoint").text()).isEqualTo("eu-west-1");
        assertThat(verdict.field("rise").whole(1, 10)).isEqualTo(3);
        assertThat(verdict.field("share").number()).isEqualTo(new BigDecimal("0.5"));
        assertThat(detail.field("held").bool()).isTrue();
        assertThat(detail.fields().keySet()).containsExactly("verdicts", "held", "until");
    }

    @Test
    void anOptionalFieldIsEmptyWhenMissingOrNull() throws BadJson {
        var detail = Json.read(DOCUMENT).field("detail");

        assertThat(detail.find("until")).isEmpty();
        assertThat(detail.find("by")).isEmpty();
        assertThat(detail.find("held")).contains(new JsonPlace("detail.held", new JsonBool(true)));
    }

    @Test
    void anErrorNamesThePathWhatWasExpectedAndWhatIsThere() throws BadJson {
        var detail = Json.read(DOCUMENT).field("detail");
        var second = detail.field("verdicts").elements().get(1);

        assertThatThrownBy(() -> second.field("endpoint").text())
                .isInstanceOf(BadJson.class)
                .hasMessage("detail.verdicts[1].endpoint: expected a text, found 7");
        assertThatThrownBy(() -> second.field("rise")).hasMessage("detail.verdicts[1].rise: missing");
        assertThatThrownBy(() -> detail.field("until").bool())
                .hasMessage("detail.until: expected true or false, found null");
        assertThatThrownBy(detail::elements).hasMessage("detail: expected an array, found an object");
        assertThatThrownBy(() -> detail.field("held").number())
                .hasMessage("detail.held: expected a number, found true");
        assertThatThrownBy(() -> Json.read("[]").field("detail"))
                .hasMessage("the document: expected an object, found an array");
    }

    @Test
    void whatIsWithinItsBoundsIsGivenAndWhatIsNotIsNamed() throws BadJson {
        var place = Json.read("{\"names\": [\"OFF\", \"ON\"], \"text\": \"four\"}");
        var names = place.field("names");
        var text = place.field("text");

        assertThat(names.elements(2)).hasSize(2);
        assertThatThrownBy(() -> names.elements(1)).hasMessage("names: expected at most 1 elements, found an array");
        assertThat(text.text(4)).isEqualTo("four");
        assertThatThrownBy(() -> text.text(3)).hasMessage("text: expected at most 3 characters, found 'four'");
        text.exactly("four");
        assertThatThrownBy(() -> text.exactly("five")).hasMessage("text: expected five, found 'four'");
        assertThat(names.elements().get(1).oneOf(Switch.values())).isEqualTo(Switch.ON);
        assertThatThrownBy(() -> text.oneOf(Switch.values())).hasMessage("text: expected one of ON, OFF, found 'four'");
    }

    private enum Switch {
        ON,
        OFF
    }

    @Test
    void anErrorShowsOnlyTheBeginningOfALongText() throws BadJson {
        var place = Json.read("{\"kind\": \"" + "x".repeat(1_000) + "\"}").field("kind");

        assertThat(place.expected("tcp or http").getMessage())
                .startsWith("kind: expected tcp or http, found 'xxx")
                .endsWith("(1000 characters)")
                .hasSizeLessThan(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "2.5", "1e400", "1e-400", "99999999999999999999", "\"3\"", "null"})
    void onlyAWholeNumberInItsRangeIsOne(String text) throws BadJson {
        var place = Json.read(text);

        assertThatThrownBy(() -> place.whole(1, 10))
                .isInstanceOf(BadJson.class)
                .hasMessageStartingWith("the document: expected a whole number from 1 to 10, found ");
    }

    @Test
    void theLongestWholeNumbersAreRead() throws BadJson {
        assertThat(Json.read("9223372036854775807").whole(Long.MIN_VALUE, Long.MAX_VALUE))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Json.read("3.0").whole(1, 10)).isEqualTo(3);
        assertThat(Json.read("1e1").whole(1, 10)).isEqualTo(10);
    }
}
