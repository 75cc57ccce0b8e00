package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules that a template holds its parameters to (CloudFormation's user guide, "Rules section"; template reference,
 * "Rule-specific intrinsic functions"). In a rule stand only these functions and {@code Ref} to a parameter.
 */
final class Rules {
    private final Evaluation parameters;

    private Rules(Evaluation parameters) {
        this.parameters = parameters;
    }

    /** What the rules say against the parameters; nothing when all hold. */
    static List<String> problems(Template template, Evaluation parameters) {
        Rules rules = new Rules(parameters);
        ObjectNode declared = template.section("Rules");
        List<String> problems = new ArrayList<>();
        for (String name : Template.names(declared)) {
            Properties rule = new Properties(template.file() + ": Rules." + name, declared.get(name));
            boolean applies = !rule.has("RuleCondition")
                    || rules.truth(rule.path() + ".RuleCondition", rule.value("RuleCondition"));
            List<Properties> assertions = rule.sections("Assertions");
            if (assertions.isEmpty()) {
                throw new Unsupported(rule.path() + ".Assertions", "expected at least one");
            }
            for (Properties assertion : assertions) {
                boolean holds = rules.truth(assertion.path() + ".Assert", assertion.value("Assert"));
                String description = assertion.textOr("AssertDescription", "an assertion of it does not hold");
                if (applies && !holds) {
                    problems.add("rule " + name + ": " + description);
                }
            }
            rule.done();
        }
        return problems;
    }

    private boolean truth(String path, JsonNode node) {
        String function = Evaluation.function(path, node)
                .orElseThrow(() -> new Unsupported(path, "expected a function of rules, found " + node));
        String inside = path + "." + function;
        JsonNode argument = node.get(function);
        return switch (function) {
            case "Fn::And" -> all(inside, argument, 2, 10).stream().allMatch(Boolean::booleanValue);
            case "Fn::Or" -> all(inside, argument, 2, 10).stream().anyMatch(Boolean::booleanValue);
            case "Fn::Not" -> !all(inside, argument, 1, 1).getFirst();
            case "Fn::Equals" -> {
                JsonNode both = pair(inside, argument);
                yield text(inside + "[0]", both.get(0)).equals(text(inside + "[1]", both.get(1)));
            }
            case "Fn::Contains" -> {
                JsonNode both = pair(inside, argument);
                yield texts(inside + "[0]", both.get(0)).contains(text(inside + "[1]", both.get(1)));
            }
            case "Fn::EachMemberEquals" -> {
                JsonNode both = pair(inside, argument);
                String value = text(inside + "[1]", both.get(1));
                yield texts(inside + "[0]", both.get(0)).stream().allMatch(value::equals);
            }
            case "Fn::EachMemberIn" -> {
                JsonNode both = pair(inside, argument);
                yield texts(inside + "[1]", both.get(1)).containsAll(texts(inside + "[0]", both.get(0)));
            }
            default -> throw new Unsupported(inside, "a function that the lab does not know in a rule");
        };
    }

    private List<Boolean> all(String path, JsonNode argument, int least, int most) {
        if (!argument.isArray() || argument.size() < least || argument.size() > most) {
            throw new Unsupported(path, "expected a list of " + least + " to " + most + ", found " + argument);
        }
        List<Boolean> all = new ArrayList<>();
        for (int i = 0; i < argument.size(); i++) {
            all.add(truth(path + "[" + i + "]", argument.get(i)));
        }
        return all;
    }

    private static JsonNode pair(String path, JsonNode argument) {
        if (!argument.isArray() || argument.size() != 2) {
            throw new Unsupported(path, "expected a list of two, found " + argument);
        }
        return argument;
    }

    private List<String> texts(String path, JsonNode node) {
        JsonNode list = node.isArray() ? node : given(path, node);
        if (!list.isArray()) {
            throw new Unsupported(path, "expected a list, found " + list);
        }
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(text(path, item)));
        return texts;
    }

    private String text(String path, JsonNode node) {
        JsonNode value = given(path, node);
        if (!value.isValueNode()) {
            throw new Unsupported(path, "expected a text, found " + value);
        }
        return value.asText();
    }

    /** A value that stands there, or a parameter's. */
    private JsonNode given(String path, JsonNode node) {
        if (!node.isContainerNode()) {
            return node;
        }
        if (!Evaluation.function(path, node).equals(Optional.of("Ref"))) {
            throw new Unsupported(path, "expected a text or Ref to a parameter, found " + node);
        }
        return parameters
                .resolve(path, node)
                .orElseThrow(() -> new Unsupported(path, "AWS::NoValue has no place here"));
    }
}
