package io.regent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void whatIsWrittenIsReadBackEqual() throws BadJson {
        var document = JsonObject.builder()
                .with("text", "Zürich \"\\\n\u0001 🚦")
                .with("whole", Long.MIN_VALUE)
                .with("share", JsonNumber.of(0.25))
                .with("yes", true)
                .with("nothing", new JsonNull())
                .with("list", JsonArray.of(List.of(new JsonArray(List.of()), new JsonText("x"))))
                .build();

        assertThat(Json.read(Json.bytes(document)).value()).isEqualTo(document);
        assertThat(Json.read(Json.write(document)).value()).isEqualTo(document);
    }

    @Test
    void fieldsKeepTheirOrderAndTheFormIsTheShortest() throws BadJson {
        var text = "{\"z\":1,\"a\":[true,null,-2.5],\"m\":{}}";

        assertThat(Json.write(Json.read(text).value())).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1.0,1", "100,100", "1e2,100", "10e-1,1", "0.10,0.1", "-0,0", "1e400,1E+400"})
    void numbersCompareByValueAndAreWrittenPlainly(String read, String written) throws BadJson {
        assertThat(Json.write(Json.read(read).value())).isEqualTo(written);
        assertThat(Json.read(read).value()).isEqualTo(new JsonNumber(new BigDecimal(written)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "'x'",
                "nul",
                "NaN",
                "+1",
                "01",
                "1 2",
                "{} {}",
                "[1]]",
                "\"\u0001\"",
                "// c\n1",
                "\"\\x\"",
                "[",
                "{\"a\"",
                "\"open"
            })
    void whatIsNoJsonIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(BadJson.class).hasMessageContaining(": ");
    }

    @Test
    void aNameGivenTwiceIsRefused() {
        assertThatThrownBy(() -> Json.read("{\"a\":1,\"b\":{\"a\":1,\"a\":2}}"))
                .isInstanceOf(BadJson.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("'a'");
        var once = JsonObject.builder().with("a", 1);
        assertThatThrownBy(() -> once.with("a", 2)).hasMessageContaining("'a' is given twice");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xC3, '"'})).isInstanceOf(BadJson.class);
        assertThatThrownBy(() -> Json.read(new byte[] {0, 0, 0, '"', (byte) 0xFF, (byte) 0xFF, 0, 0}))
                .isInstanceOf(BadJson.class);
    }

    @Test
    void everyLimitHoldsJustWhereItIsStated() throws BadJson {
        assertThat(Json.read("[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH))
                        .value())
                .isInstanceOf(JsonArray.class);
        assertThatThrownBy(() -> Json.read("[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1)))
                .isInstanceOf(BadJson.class);
        assertThatThrownBy(() -> Json.read("[" + "1,".repeat(Json.MAX_TOKENS) + "1]"))
                .isInstanceOf(BadJson.class);
        assertThatThrownBy(() -> Json.read("9".repeat(65))).isInstanceOf(BadJson.class);
        assertThatThrownBy(() -> Json.read("{\"" + "n".repeat(2_000) + "\":1}")).isInstanceOf(BadJson.class);

        var longest = "\"" + "x".repeat(Json.MAX_BYTES - 2) + "\"";
        assertThat(Json.read(longest).text()).hasSize(Json.MAX_BYTES - 2);
        assertThatThrownBy(() -> Json.read(longest + " "))
                .isInstanceOf(BadJson.class)
                .hasMessageContaining("at most");
    }

    @Test
    void aTreeNestedTooDeepIsNotWritten() {
        JsonValue tree = new JsonNull();
        for (int i = 0; i <= Json.MAX_DEPTH; i++) {
            tree = new JsonArray(List.of(tree));
        }
        var tooDeep = tree;

        assertThatThrownBy(() -> Json.write(tooDeep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 levels");
    }

    @Test
    void anUnpairedSurrogateDoesNotStopTheWriting() throws BadJson {
        var lone = Json.read("\"a\\ud800b\"").value();

        assertThat(Json.bytes(lone)).isEqualTo("\"a?b\"".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aValueDoesNotChangeWithWhatItWasMadeFrom() {
        var fields = new HashMap<String, JsonValue>();
        var object = new JsonObject(fields);
        fields.put("a", new JsonNull());

        assertThat(object.fields()).isEmpty();
        assertThatThrownBy(() -> object.fields().put("a", new JsonNull()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> new JsonObject(Collections.singletonMap("a", null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersThatJsonCannotSayAreRefused() {
        assertThatThrownBy(() -> JsonNumber.of(Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> JsonNumber.of(Double.POSITIVE_INFINITY)).hasMessageContaining("finite");
    }
}
