package io.regent.lab.twin.iam;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * How a condition compares ("IAM JSON policy elements: Condition operators"); those for dates, IP addresses and bytes
 * are not here.
 */
enum Operator {
    STRING_EQUALS("StringEquals", false, Operator::exactly),
    STRING_NOT_EQUALS("StringNotEquals", true, Operator::exactly),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, Operator::ignoringCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, Operator::ignoringCase),
    STRING_LIKE("StringLike", false, Operator::like),
    STRING_NOT_LIKE("StringNotLike", true, Operator::like),
    // "ArnEquals and ArnLike behave identically", and so do their negations.
    ARN_EQUALS("ArnEquals", false, Operator::arn),
    ARN_NOT_EQUALS("ArnNotEquals", true, Operator::arn),
    ARN_LIKE("ArnLike", false, Operator::arn),
    ARN_NOT_LIKE("ArnNotLike", true, Operator::arn),
    NUMERIC_EQUALS("NumericEquals", false, number(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, number(order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, number(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, number(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, number(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, number(order -> order >= 0)),
    BOOL("Bool", false, Operator::truth),
    /** Whether a key is missing: a condition asks for that itself. */
    NULL("Null", false, Operator::truth);

    /** Whether a value of the request is as one of the policy's wants it. */
    interface Test {
        boolean holds(String value, Map<String, List<String>> keys);
    }

    private final String apiName;
    private final boolean negated;
    private final BiFunction<String, String, Test> test;

    Operator(String apiName, boolean negated, BiFunction<String, String, Test> test) {
        this.apiName = apiName;
        this.negated = negated;
        this.test = test;
    }

    static Optional<Operator> named(String name) {
        return Arrays.stream(values()).filter(one -> one.apiName.equals(name)).findFirst();
    }

    static String accepted() {
        return Arrays.stream(values()).map(one -> one.apiName).collect(Collectors.joining(", "));
    }

    /** Whether it holds when its test does not. */
    boolean negated() {
        return negated;
    }

    /** What a policy's value tests. */
    Test test(String path, String value) {
        return test.apply(path, value);
    }

    private static Test exactly(String path, String wanted) {
        return Template.exactly(path, wanted)::matches;
    }

    private static Test ignoringCase(String path, String wanted) {
        return Template.exactlyIgnoringCase(path, wanted)::matches;
    }

    private static Test like(String path, String wanted) {
        return Template.withWildcards(path, wanted)::matches;
    }

    private static Test arn(String path, String wanted) {
        return ArnTemplate.ofCondition(path, wanted)::matches;
    }

    private static Test truth(String path, String wanted) {
        if (!wanted.equals("true") && !wanted.equals("false")) {
            throw new PolicyError(path, "'" + wanted + "': expected true or false");
        }
        return (value, keys) -> value.equalsIgnoreCase(wanted);
    }

    private static BiFunction<String, String, Test> number(IntPredicate order) {
        return (path, wanted) -> {
            BigDecimal right =
                    decimal(wanted).orElseThrow(() -> new PolicyError(path, "'" + wanted + "': expected a number"));
            return (value, keys) -> decimal(value)
                    .filter(left -> order.test(left.compareTo(right)))
                    .isPresent();
        };
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
