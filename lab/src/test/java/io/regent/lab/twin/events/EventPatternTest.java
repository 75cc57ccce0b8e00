package io.regent.lab.twin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.lab.twin.TwinError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * "Comparison operators for use in event patterns" (EventBridge User Guide), and the alarm pattern that Regent uses.
 */
class EventPatternTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static boolean matches(String pattern, String event) throws JsonProcessingException {
        return EventPattern.parse(pattern).matches(JSON.readTree(event));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":["x","y"]}                       | {"a":"y"}                  | true
            {"a":["x","y"]}                       | {"a":"z"}                  | false
            {"a":["x"]}                           | {}                         | false
            {"a":[1]}                             | {"a":1}                    | true
            {"a":[300]}                           | {"a":300.0}                | false
            {"a":[1]}                             | {"a":"1"}                  | false
            {"a":[true]}                          | {"a":true}                 | true
            {"a":[null]}                          | {"a":null}                 | true
            {"a":[null]}                          | {}                         | false
            {"a":["x"]}                           | {"a":["w","x"]}            | true
            {"a":["x"],"b":["y"]}                 | {"a":"x","b":"z"}          | false
            {"d":{"s":{"v":["ALARM"]}}}           | {"d":{"s":{"v":"ALARM"}}}  | true
            {"d":{"s":{"v":["ALARM"]}}}           | {"d":{"s":"ALARM"}}        | false
            {"d":{"v":["x"]}}                     | {"d":[{"v":"w"},{"v":"x"}]}| true
            {"d":{"v":["x"],"w":[1]}}             | {"d":[{"v":"x"},{"w":1}]}  | false
            {"a":[{"prefix":"eu-"}]}              | {"a":"eu-west-1"}          | true
            {"a":[{"prefix":"eu-"}]}              | {"a":"ap-south-1"}         | false
            {"a":[{"suffix":".png"}]}             | {"a":"x.png"}              | true
            {"a":[{"equals-ignore-case":"abc"}]}  | {"a":"aBC"}                | true
            {"a":[{"anything-but":"x"}]}          | {"a":"y"}                  | true
            {"a":[{"anything-but":"x"}]}          | {"a":"x"}                  | false
            {"a":[{"anything-but":"x"}]}          | {}                         | false
            {"a":[{"anything-but":["x",1]}]}      | {"a":1}                    | false
            {"a":[{"anything-but":{"prefix":"x"}}]}| {"a":"xy"}                | false
            {"a":[{"numeric":[">",0,"<=",5]}]}    | {"a":5.0}                  | true
            {"a":[{"numeric":[">",0,"<=",5]}]}    | {"a":5.01}                 | false
            {"a":[{"numeric":["=",5]}]}           | {"a":"5"}                  | false
            {"a":[{"numeric":[">=",5]}]}          | {"a":5}                    | true
            {"a":[{"numeric":["<",5]}]}           | {"a":5}                    | false
            {"a":[{"exists":true}]}               | {"a":"x"}                  | true
            {"a":[{"exists":true}]}               | {"b":"x"}                  | false
            {"a":[{"exists":false}]}              | {"b":"x"}                  | true
            {"a":[{"exists":false}]}              | {"a":"x"}                  | false
            {"d":{"a":[{"exists":false}]}}        | {"b":"x"}                  | true
            {"a":[{"exists":false},"x"]}          | {"a":"x"}                  | true
            {"$or":[{"a":["x"]},{"b":["y"]}]}     | {"b":"y"}                  | true
            {"$or":[{"a":["x"]},{"b":["y"]}]}     | {"b":"z"}                  | false
            {"c":[1],"$or":[{"a":["x"]},{"b":["y"]}]} | {"b":"y","c":2}        | false
            """)
    void everyOperatorPicksWhatItsDescriptionSays(String pattern, String event, boolean expected) throws Exception {
        assertThat(matches(pattern, event)).isEqualTo(expected);
    }

    @Test
    void theAlarmPatternOfTheUserGuideMatchesAnAlarmsEvent() throws Exception {
        String pattern = """
                {"source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"],
                 "detail": {"alarmName": [{"prefix": "regent-"}], "state": {"value": ["ALARM", "OK"]}}}""";
        String event = """
                {"version": "0", "source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change",
                 "detail": {"alarmName": "regent-eu-west-1", "state": {"value": "%s"}}}""";
        assertThat(matches(pattern, event.formatted("ALARM"))).isTrue();
        assertThat(matches(pattern, event.formatted("INSUFFICIENT_DATA"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"a\":\"x\"}",
                "{\"a\":[]}",
                "{\"a\":{}}",
                "{\"a\":[[1]]}",
                "{\"a\":[{\"wildcard\":\"x*\"}]}",
                "{\"a\":[{\"prefix\":1}]}",
                "{\"a\":[{\"numeric\":[\">\"]}]}",
                "{\"a\":[{\"numeric\":[\"!\",1]}]}",
                "{\"a\":[{\"exists\":\"yes\"}]}",
                "{\"a\":[{\"anything-but\":[]}]}",
                "{\"a\":[{\"prefix\":\"x\",\"suffix\":\"y\"}]}",
                "{\"$or\":[{\"a\":[1]}]}",
                "{\"$or\":[1,2]}",
                "{\"a\""
            })
    void aPatternThatIsNotOneIsRefusedWithAReason(String pattern) {
        assertThatThrownBy(() -> EventPattern.parse(pattern))
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.code()).isEqualTo("InvalidEventPatternException"))
                .hasMessageMatching("Event pattern is not valid\\. Reason: .+");
    }

    @Test
    void aPatternBeyondTheApiModelsLengthIsRefused() {
        assertThatThrownBy(() -> EventPattern.parse("{\"a\":[\"" + "x".repeat(4096) + "\"]}"))
                .hasMessageContaining("4096");
    }
}
