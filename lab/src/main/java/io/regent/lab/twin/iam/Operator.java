package io.regent.lab.twin.iam;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * How a condition compares ("IAM JSON policy elements: Condition operators"). Those for dates, IP addresses and bytes
 * are not here.
 */
enum Operator {
    STRING_EQUALS("StringEquals", false),
    STRING_NOT_EQUALS("StringNotEquals", true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
    STRING_LIKE("StringLike", false),
    STRING_NOT_LIKE("StringNotLike", true),
    ARN_EQUALS("ArnEquals", false),
    ARN_NOT_EQUALS("ArnNotEquals", true),
    ARN_LIKE("ArnLike", false),
    ARN_NOT_LIKE("ArnNotLike", true),
    NUMERIC_EQUALS("NumericEquals", false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true),
    NUMERIC_LESS_THAN("NumericLessThan", false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false),
    BOOL("Bool", false),
    /** Whether a key is missing: a condition asks for that itself. */
    NULL("Null", false);

    /** Whether a value of the request is as one of the policy's wants it. */
    interface Test {
        boolean holds(String value, Map<String, List<String>> keys);
    }

    private final String apiName;
    private final boolean negated;

    Operator(String apiName, boolean negated) {
        this.apiName = apiName;
        this.negated = negated;
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

    /**
     * What a policy's value tests.
     *
     * @throws PolicyError when it is none for this operator
     */
    Test test(String path, String wanted) {
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS -> Template.exactly(path, wanted)::matches;
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
                Template.exactlyIgnoringCase(path, wanted)::matches;
            case STRING_LIKE, STRING_NOT_LIKE -> Template.withWildcards(path, wanted)::matches;
            // "ArnEquals and ArnLike behave identically", and so do their negations.
            case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> ArnTemplate.ofCondition(path, wanted)::matches;
            case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> number(path, wanted, order -> order == 0);
            case NUMERIC_LESS_THAN -> number(path, wanted, order -> order < 0);
            case NUMERIC_LESS_THAN_EQUALS -> number(path, wanted, order -> order <= 0);
            case NUMERIC_GREATER_THAN -> number(path, wanted, order -> order > 0);
            case NUMERIC_GREATER_THAN_EQUALS -> number(path, wanted, order -> order >= 0);
            case BOOL, NULL -> truth(path, wanted);
        };
    }

    private static Test truth(String path, String wanted) {
        if (!wanted.equals("true") && !wanted.equals("false")) {
            throw new PolicyError(path, "'" + wanted + "': expected true or false");
        }
        return (value, keys) -> value.equalsIgnoreCase(wanted);
    }

    private static Test number(String path, String wanted, IntPredicate order) {
        BigDecimal right =
                decimal(wanted).orElseThrow(() -> new PolicyError(path, "'" + wanted + "': expected a number"));
        return (value, keys) ->
                decimal(value).filter(left -> order.test(left.compareTo(right))).isPresent();
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
