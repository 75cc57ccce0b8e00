package io.regent.lab.twin.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * "IAM JSON policy elements: Condition operators" and "Conditions with multiple context keys or values" (IAM User
 * Guide). In the tables: the operator, what the policy wants, what the request brings, and whether it holds; values are
 * parted by commas, and {@code -} is a key that is not there.
 */
class ConditionTest {
    private static boolean holds(String operator, String wanted, String given) {
        Map<String, List<String>> keys = new TreeMap<>();
        keys.put("aws:other", List.of("other"));
        if (!given.equals("-")) {
            keys.put("aws:key", values(given));
        }
        return Condition.read("Condition", operator, "aws:Key", values(wanted)).holds(keys);
    }

    private static List<String> values(String text) {
        return Arrays.asList(text.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StringEquals | a | a | true",
                "StringEquals | a | A | false",
                "StringEquals | a,b | b | true",
                "StringEquals | a* | ab | false",
                "StringEquals | a* | a* | true",
                "StringEquals | a | - | false",
                "StringNotEquals | a | a | false",
                "StringNotEquals | a,b | b | false",
                "StringNotEquals | a,b | c | true",
                "StringNotEquals | a | - | true",
                "StringEqualsIgnoreCase | Ab | aB | true",
                "StringNotEqualsIgnoreCase | Ab | aB | false",
                "StringLike | a*c | abbc | true",
                "StringLike | a?c | abc | true",
                "StringLike | a?c | abbc | false",
                "StringLike | a.c | abc | false",
                "StringLike | ${*} | * | true",
                "StringLike | ${*} | a | false",
                "StringNotLike | a* | ab | false",
                "StringNotLike | a* | - | true",
                "Bool | true | True | true",
                "Bool | true | false | false",
                "Bool | false | - | false",
                "NumericEquals | 10 | 10.0 | true",
                "NumericNotEquals | 10 | 11 | true",
                "NumericLessThan | 10 | 9.5 | true",
                "NumericLessThan | 10 | 10 | false",
                "NumericLessThanEquals | 10 | 10 | true",
                "NumericGreaterThan | 10 | 10 | false",
                "NumericGreaterThanEquals | 10 | 10 | true",
                "NumericGreaterThan | 10 | many | false",
                "Null | true | - | true",
                "Null | true | a | false",
                "Null | false | - | false",
                "Null | false | a | true",
            })
    void anOperatorHolds(String operator, String wanted, String given, boolean holds) {
        assertThat(holds(operator, wanted, given)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:events:eu-west-1:1:rule/r | arn:aws:events:eu-west-1:1:rule/r | true",
                "arn:aws:events:eu-west-1:1:rule/* | arn:aws:events:eu-west-1:1:rule/r/s | true",
                "arn:aws:events:*:1:rule/r | arn:aws:events:eu-west-1:1:rule/r | true",
                "arn:aws:events:*:rule/r:x | arn:aws:events:eu-west-1:1:rule/r:x | false",
                "arn:aws:events:eu-west-?:1:rule/r | arn:aws:events:eu-west-1:1:rule/r | true",
                "arn:aws:events:eu-west-1:1:rule/r | arn:aws:events:eu-west-1:2:rule/r | false",
                "arn:aws:events:eu-west-1:1:rule/r | events | false",
                "* | arn:aws:events:eu-west-1:1:rule/r | true",
            })
    void anArnIsComparedComponentByComponent(String wanted, String given, boolean holds) {
        for (String operator : List.of("ArnEquals", "ArnLike")) {
            assertThat(holds(operator, wanted, given)).as(operator).isEqualTo(holds);
        }
        for (String operator : List.of("ArnNotEquals", "ArnNotLike")) {
            assertThat(holds(operator, wanted, given)).as(operator).isEqualTo(!holds);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StringEqualsIfExists | a | - | true",
                "StringEqualsIfExists | a | b | false",
                "StringNotEqualsIfExists | a | - | true",
                "BoolIfExists | true | - | true",
                "NumericLessThanIfExists | 3 | - | true",
                "ArnLikeIfExists | arn:aws:s3:::a | - | true",
                // A key of several values is for the set operators; without one, no single value is it.
                "StringEquals | a,b | a,b | false",
                "StringEquals | a | a,b | false",
                "StringNotEquals | a | a,b | true",
                "ForAllValues:StringEquals | a,b,c | a,b | true",
                "ForAllValues:StringEquals | a,b | a,d | false",
                "ForAllValues:StringEquals | a,b | a | true",
                "ForAllValues:StringEquals | a,b | - | true",
                "ForAllValues:StringLike | _regent.*,x | x,_regent.y | true",
                "ForAllValues:StringNotEquals | a,b | c,d | true",
                "ForAllValues:StringNotEquals | a,b | c,a | false",
                "ForAnyValue:StringEquals | a,b | b,z | true",
                "ForAnyValue:StringEquals | a,b | y,z | false",
                "ForAnyValue:StringEquals | a,b | - | false",
                "ForAnyValue:StringEqualsIfExists | a,b | - | false",
                "ForAllValues:StringEqualsIfExists | a,b | - | true",
                "ForAnyValue:StringNotEquals | a | a,b | true",
                "ForAnyValue:StringNotEquals | a,b | a,b | false",
            })
    void severalValuesAndMissingKeys(String operator, String wanted, String given, boolean holds) {
        assertThat(holds(operator, wanted, given)).isEqualTo(holds);
    }

    /** "IAM policy elements: Variables and tags". */
    @Test
    void aVariableStandsForAKeyOfTheRequest() {
        Map<String, List<String>> keys = Map.of(
                "aws:principalaccount", List.of("123456789012"),
                "aws:sourcearn", List.of("arn:aws:sns:eu-west-1:123456789012:t*p"),
                "aws:many", List.of("a", "b"));

        assertThat(Condition.read("", "StringEquals", "aws:sourcearn", List.of("${aws:SourceArn}"))
                        .holds(keys))
                .isTrue();
        assertThat(Condition.read(
                                "",
                                "ArnLike",
                                "aws:sourcearn",
                                List.of("arn:aws:sns:*:${aws:PrincipalAccount}:${aws:missing}"))
                        .holds(keys))
                .as("a key that is not there")
                .isFalse();
        assertThat(Condition.read("", "ArnLike", "aws:sourcearn", List.of("arn:aws:sns:*:${aws:PrincipalAccount}:t*"))
                        .holds(keys))
                .isTrue();
        assertThat(Condition.read("", "StringLike", "aws:principalaccount", List.of("${aws:many}"))
                        .holds(keys))
                .as("a key of several values")
                .isFalse();
        assertThat(Template.withWildcards("", "arn:${aws:SourceArn}")
                        .matches("arn:arn:aws:sns:eu-west-1:123456789012:top", keys))
                .as("what is put in has no wildcards")
                .isFalse();
    }
}
