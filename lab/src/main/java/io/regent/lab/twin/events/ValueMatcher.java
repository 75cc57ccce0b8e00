package io.regent.lab.twin.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One value of a pattern's list: a literal, or a comparison operator. */
sealed interface ValueMatcher {
    /** What is equal as JSON; numbers by how they are written ("300, 300.0, and 3.0e2 are not considered equal"). */
    record Literal(JsonNode value) implements ValueMatcher {
        @Override
        public boolean matches(JsonNode leaf) {
            return leaf.getNodeType() == value.getNodeType() && leaf.asText().equals(value.asText());
        }
    }

    record Prefix(String start) implements ValueMatcher {
        @Override
        public boolean matches(JsonNode leaf) {
            return leaf.isTextual() && leaf.textValue().startsWith(start);
        }
    }

    record Suffix(String end) implements ValueMatcher {
        @Override
        public boolean matches(JsonNode leaf) {
            return leaf.isTextual() && leaf.textValue().endsWith(end);
        }
    }

    record EqualsIgnoreCase(String text) implements ValueMatcher {
        @Override
        public boolean matches(JsonNode leaf) {
            return leaf.isTextual() && leaf.textValue().equalsIgnoreCase(text);
        }
    }

    /** A value that is there and that none of the others matches. */
    record AnythingBut(List<ValueMatcher> others) implements ValueMatcher {
        public AnythingBut {
            others = List.copyOf(others);
        }

        @Override
        public boolean matches(JsonNode leaf) {
            return others.stream().noneMatch(other -> other.matches(leaf));
        }
    }

    /** A number within all of the bounds. */
    record Numeric(List<Bound> bounds) implements ValueMatcher {
        record Bound(String operator, BigDecimal number) {
            boolean holds(BigDecimal value) {
                int order = value.compareTo(number);
                return switch (operator) {
                    case "=" -> order == 0;
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    case ">=" -> order >= 0;
                    default -> throw new IllegalStateException(operator);
                };
            }
        }

        public Numeric {
            bounds = List.copyOf(bounds);
        }

        @Override
        public boolean matches(JsonNode leaf) {
            return leaf.isNumber() && bounds.stream().allMatch(bound -> bound.holds(leaf.decimalValue()));
        }
    }

    /** Whether the field is there at all; it works on leaves only. */
    record Exists(boolean wanted) implements ValueMatcher {
        @Override
        public boolean matches(JsonNode leaf) {
            return wanted;
        }

        @Override
        public boolean matchesAny(List<JsonNode> leaves) {
            return wanted != leaves.isEmpty();
        }
    }

    boolean matches(JsonNode leaf);

    /** Whether one of a field's values matches; none of them means that the field is missing. */
    default boolean matchesAny(List<JsonNode> leaves) {
        return leaves.stream().anyMatch(this::matches);
    }

    /**
     * Reads one value of a pattern.
     *
     * @throws io.regent.lab.twin.TwinError InvalidEventPatternException
     */
    static ValueMatcher parse(JsonNode value) {
        if (value.isValueNode()) {
            return new Literal(value);
        }
        if (!value.isObject() || value.size() != 1) {
            throw EventPattern.invalid("Match value must be String, number, true, false, null or one operator");
        }
        Map.Entry<String, JsonNode> operator = value.properties().iterator().next();
        JsonNode operand = operator.getValue();
        return switch (operator.getKey()) {
            case "prefix" -> new Prefix(text("prefix", operand));
            case "suffix" -> new Suffix(text("suffix", operand));
            case "equals-ignore-case" -> new EqualsIgnoreCase(text("equals-ignore-case", operand));
            case "anything-but" -> new AnythingBut(others(operand));
            case "numeric" -> new Numeric(bounds(operand));
            case "exists" -> {
                if (!operand.isBoolean()) {
                    throw EventPattern.invalid("exists match pattern must be either true or false.");
                }
                yield new Exists(operand.booleanValue());
            }
            default ->
                throw EventPattern.invalid("the twin has no match type " + operator.getKey()
                        + ", only prefix, suffix, equals-ignore-case, anything-but, numeric, exists");
        };
    }

    private static String text(String operator, JsonNode operand) {
        if (!operand.isTextual()) {
            throw EventPattern.invalid(operator + " match pattern must be a string");
        }
        return operand.textValue();
    }

    private static List<ValueMatcher> others(JsonNode operand) {
        List<ValueMatcher> others = new ArrayList<>();
        if (operand.isArray()) {
            operand.forEach(one -> others.add(parse(one)));
        } else {
            others.add(parse(operand));
        }
        if (others.isEmpty() || others.stream().anyMatch(Exists.class::isInstance)) {
            throw EventPattern.invalid("Inside anything-but list, start|null|boolean is not supported.");
        }
        return others;
    }

    private static List<Numeric.Bound> bounds(JsonNode operand) {
        if (!operand.isArray() || operand.size() < 2 || operand.size() % 2 != 0) {
            throw EventPattern.invalid("Value of numeric must be an array of operators and numbers.");
        }
        List<Numeric.Bound> bounds = new ArrayList<>();
        for (int i = 0; i < operand.size(); i += 2) {
            String operator = operand.get(i).asText();
            JsonNode number = operand.get(i + 1);
            if (!List.of("=", "<", "<=", ">", ">=").contains(operator) || !number.isNumber()) {
                throw EventPattern.invalid("numeric takes =, <, <=, > or >=, each with a number");
            }
            bounds.add(new Numeric.Bound(operator, number.decimalValue()));
        }
        return bounds;
    }
}
