package io.regent.lab.twin.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One key of a statement's Condition, with one operator. All of a statement's hold, or it does not concern the act. */
final class Condition {
    /** How a key with several values is looked at ("Multivalued context keys", IAM User Guide). */
    enum Quantifier {
        NONE(""),
        ALL("ForAllValues:"),
        ANY("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final String IF_EXISTS = "IfExists";

    private final String key;
    private final Quantifier quantifier;
    private final Operator operator;
    private final boolean ifExists;
    private final List<String> values;
    private final List<Operator.Test> tests;

    private Condition(
            String path, String key, Quantifier quantifier, Operator operator, boolean ifExists, List<String> values) {
        this.key = key.toLowerCase(Locale.ROOT);
        this.quantifier = quantifier;
        this.operator = operator;
        this.ifExists = ifExists;
        this.values = List.copyOf(values);
        this.tests = values.stream().map(value -> operator.test(path, value)).toList();
    }

    /**
     * Reads one.
     *
     * @param operator as it is written, such as {@code ForAllValues:StringLikeIfExists}
     * @throws PolicyError when there is no such operator, or a value is not one for it
     */
    static Condition read(String path, String operator, String key, List<String> values) {
        String rest = operator;
        Quantifier quantifier = Quantifier.NONE;
        for (Quantifier one : List.of(Quantifier.ALL, Quantifier.ANY)) {
            if (rest.startsWith(one.prefix)) {
                quantifier = one;
                rest = rest.substring(one.prefix.length());
            }
        }
        boolean ifExists = rest.endsWith(IF_EXISTS);
        if (ifExists) {
            rest = rest.substring(0, rest.length() - IF_EXISTS.length());
        }
        Operator found = Operator.named(rest)
                .orElseThrow(() -> new PolicyError(
                        path,
                        "no operator " + operator + ": expected one of " + Operator.accepted()
                                + ", perhaps with ForAllValues: or ForAnyValue: before it and IfExists after it"));
        if (found == Operator.NULL && (ifExists || quantifier != Quantifier.NONE)) {
            throw new PolicyError(path, "no operator " + operator + ": Null stands alone");
        }
        return new Condition(path, key, quantifier, found, ifExists, values);
    }

    /** The condition key, in lower case. */
    String key() {
        return key;
    }

    /** Whether it says how several values are to be looked at, or does not look at any. */
    boolean takesSeveralValues() {
        return quantifier != Quantifier.NONE || operator == Operator.NULL;
    }

    /** Whether it holds for a request with these keys. */
    boolean holds(Map<String, List<String>> keys) {
        List<String> given = keys.getOrDefault(key, List.of());
        if (operator == Operator.NULL) {
            return values.contains(Boolean.toString(given.isEmpty()));
        }
        return switch (quantifier) {
            // "The condition also returns true if there are no context keys in the request"; ForAnyValue is false then,
            // IfExists or not.
            case ALL -> given.stream().allMatch(value -> passes(value, keys));
            case ANY -> given.stream().anyMatch(value -> passes(value, keys));
            case NONE ->
                given.isEmpty()
                        ? ifExists || operator.negated()
                        // "Using IAM policy conditions in Amazon EventBridge" shows a key of two values refused by
                        // StringEquals on either of them, and on both.
                        : given.size() == 1 ? passes(given.getFirst(), keys) : operator.negated();
        };
    }

    private boolean passes(String value, Map<String, List<String>> keys) {
        return operator.negated() != tests.stream().anyMatch(test -> test.holds(value, keys));
    }
}
