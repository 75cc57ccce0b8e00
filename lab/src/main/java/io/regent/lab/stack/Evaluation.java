package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the values of a template's intrinsic functions (CloudFormation's template reference, "Intrinsic functions"). A
 * function that it does not know, or that CloudFormation does not take at that place, is refused.
 */
final class Evaluation {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What {@code AWS::NoValue} stands for until what holds it leaves it out. */
    private static final JsonNode NO_VALUE = MissingNode.getInstance();

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z0-9]+(::[A-Za-z0-9]+)?(\\.[A-Za-z0-9_.]+)?");

    /** The resources that a function may refer to at this place. */
    interface References {
        /** What {@code Ref} gives; empty when there is no such resource. */
        Optional<JsonNode> ref(String logicalId);

        /** What {@code Fn::GetAtt} gives; empty when there is no such resource or attribute. */
        Optional<JsonNode> attribute(String logicalId, String attribute);
    }

    /** A place where no resource may be referred to. */
    static final References NONE = new References() {
        @Override
        public Optional<JsonNode> ref(String logicalId) {
            return Optional.empty();
        }

        @Override
        public Optional<JsonNode> attribute(String logicalId, String attribute) {
            return Optional.empty();
        }
    };

    private final String file;
    private final Map<String, JsonNode> values;
    private final ObjectNode mappings;
    private final ObjectNode conditions;
    private final References references;
    private final Map<String, Boolean> held;
    private final Set<String> asked = new LinkedHashSet<>();

    private Evaluation(
            String file,
            Map<String, JsonNode> values,
            ObjectNode mappings,
            ObjectNode conditions,
            References references,
            Map<String, Boolean> held) {
        this.file = file;
        this.values = values;
        this.mappings = mappings;
        this.conditions = conditions;
        this.references = references;
        this.held = held;
    }

    /** @param values of the parameters and the pseudo parameters */
    static Evaluation of(String file, Map<String, JsonNode> values, ObjectNode mappings, ObjectNode conditions) {
        return new Evaluation(file, values, mappings, conditions, NONE, new HashMap<>());
    }

    /** The same, where resources may be referred to. */
    Evaluation with(References found) {
        return new Evaluation(file, values, mappings, conditions, found, held);
    }

    /** Whether a name is a parameter's or a pseudo parameter's. */
    boolean isValue(String name) {
        return values.containsKey(name) || name.startsWith("AWS::");
    }

    /** A value without functions; empty where it is {@code AWS::NoValue}. */
    Optional<JsonNode> resolve(String path, JsonNode node) {
        JsonNode value = value(path, node);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }

    /** Whether a condition of the template holds. */
    boolean holds(String path, String condition) {
        Boolean known = held.get(condition);
        if (known != null) {
            return known;
        }
        if (!conditions.has(condition)) {
            throw new Unsupported(path, "no condition " + condition);
        }
        if (!asked.add(condition)) {
            throw new Unsupported(path, "conditions in a circle: " + String.join(" → ", asked) + " → " + condition);
        }
        boolean holds = with(NONE, asked).truth(file + ": Conditions." + condition, conditions.get(condition));
        asked.remove(condition);
        held.put(condition, holds);
        return holds;
    }

    /** Whether a function of the conditions holds. */
    boolean truth(String path, JsonNode node) {
        String function = function(path, node)
                .orElseThrow(() -> new Unsupported(path, "expected a function that is true or false, found " + node));
        String inside = path + "." + function;
        JsonNode argument = node.get(function);
        return switch (function) {
            case "Condition" -> holds(inside, argument.asText());
            case "Fn::Equals" -> {
                List<JsonNode> both = arguments(inside, argument, 2, 2);
                yield same(inside, both.get(0), both.get(1));
            }
            case "Fn::Not" -> !truth(inside, arguments(inside, argument, 1, 1).get(0));
            case "Fn::And" -> all(inside, argument).stream().allMatch(Boolean::booleanValue);
            case "Fn::Or" -> all(inside, argument).stream().anyMatch(Boolean::booleanValue);
            default ->
                throw new Unsupported(
                        inside, "expected Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition, found " + function);
        };
    }

    /** Each of two to ten, all of them looked at, so that a wrong one never hides behind another. */
    private List<Boolean> all(String path, JsonNode argument) {
        List<Boolean> all = new ArrayList<>();
        List<JsonNode> each = arguments(path, argument, 2, 10);
        for (int i = 0; i < each.size(); i++) {
            all.add(truth(path + "[" + i + "]", each.get(i)));
        }
        return all;
    }

    private boolean same(String path, JsonNode one, JsonNode other) {
        return plain(required(path + "[0]", one)).equals(plain(required(path + "[1]", other)));
    }

    /** A value in which numbers and flags are text, as CloudFormation compares them. */
    private static JsonNode plain(JsonNode value) {
        if (value.isValueNode()) {
            return TextNode.valueOf(value.asText());
        }
        ArrayNode items = JSON.arrayNode();
        value.forEach(item -> items.add(plain(item)));
        return items;
    }

    private JsonNode value(String path, JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode items = JSON.arrayNode();
            for (int i = 0; i < list.size(); i++) {
                resolve(path + "[" + i + "]", list.get(i)).ifPresent(items::add);
            }
            return items;
        }
        if (node instanceof ObjectNode mapping) {
            Optional<String> function = function(path, mapping);
            if (function.isPresent() && !function.get().equals("Condition")) {
                return call(path + "." + function.get(), function.get(), mapping.get(function.get()));
            }
            ObjectNode fields = JSON.objectNode();
            for (String name : Template.names(mapping)) {
                resolve(path + "." + name, mapping.get(name)).ifPresent(value -> fields.set(name, value));
            }
            return fields;
        }
        return node;
    }

    /** The function that a mapping calls: its only key. {@code Condition} is one only where truth is asked for. */
    static Optional<String> function(String path, JsonNode node) {
        List<String> keys = Template.names(node);
        Optional<String> function = keys.stream()
                .filter(key -> key.equals("Ref") || key.startsWith("Fn::"))
                .findFirst();
        if (function.isPresent() && keys.size() > 1) {
            throw new Unsupported(path, function.get() + " stands beside other keys: expected it alone");
        }
        return keys.equals(List.of("Condition")) && node.get("Condition").isTextual()
                ? Optional.of("Condition")
                : function;
    }

    private JsonNode call(String path, String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> ref(path, literal(path, argument));
            case "Fn::GetAtt" -> {
                Attribute attribute = Attribute.read(path, argument);
                yield attribute(path, attribute.logicalId(), attribute.name());
            }
            case "Fn::Sub" -> sub(path, argument);
            case "Fn::If" -> {
                List<JsonNode> parts = arguments(path, argument, 3, 3);
                int chosen = holds(path + "[0]", literal(path + "[0]", parts.get(0))) ? 1 : 2;
                yield value(path + "[" + chosen + "]", parts.get(chosen));
            }
            case "Fn::Join" -> {
                List<JsonNode> parts = arguments(path, argument, 2, 2);
                yield TextNode.valueOf(String.join(
                        literal(path + "[0]", parts.get(0)), texts(path + "[1]", list(path + "[1]", parts.get(1)))));
            }
            case "Fn::Split" -> {
                List<JsonNode> parts = arguments(path, argument, 2, 2);
                ArrayNode pieces = JSON.arrayNode();
                List.of(text(path + "[1]", parts.get(1)).split(Pattern.quote(literal(path + "[0]", parts.get(0))), -1))
                        .forEach(pieces::add);
                yield pieces;
            }
            case "Fn::Select" -> select(path, argument);
            case "Fn::FindInMap" -> findInMap(path, argument);
            case "Fn::Base64" ->
                TextNode.valueOf(
                        Base64.getEncoder().encodeToString(text(path, argument).getBytes(StandardCharsets.UTF_8)));
            case "Fn::Cidr" -> cidr(path, argument);
            case "Fn::GetAZs" -> zones(path, argument);
            case "Fn::ImportValue" ->
                throw new Unsupported(path, "the stacks of the lab export nothing: expected a parameter");
            case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" ->
                throw new Unsupported(path, "true and false are for Conditions and Rules");
            default -> throw new Unsupported(path, "a function that the lab does not know");
        };
    }

    private JsonNode ref(String path, String name) {
        if (name.equals("AWS::NoValue")) {
            return NO_VALUE;
        }
        JsonNode value = values.get(name);
        if (value != null) {
            return value;
        }
        if (name.startsWith("AWS::")) {
            throw new Unsupported(path, "a pseudo parameter that the lab does not know: " + name);
        }
        return references.ref(name).orElseThrow(() -> new Unsupported(path, "nothing here is called " + name));
    }

    private JsonNode attribute(String path, String logicalId, String name) {
        return references
                .attribute(logicalId, name)
                .orElseThrow(() -> new Unsupported(path, "nothing here is called " + logicalId + "." + name));
    }

    private JsonNode sub(String path, JsonNode argument) {
        Substitution substitution = Substitution.read(path, argument);
        Matcher variable = VARIABLE.matcher(substitution.text());
        StringBuilder text = new StringBuilder();
        while (variable.find()) {
            variable.appendReplacement(
                    text, Matcher.quoteReplacement(substituted(path, substitution, variable.group(1))));
        }
        return TextNode.valueOf(variable.appendTail(text).toString());
    }

    private String substituted(String path, Substitution substitution, String variable) {
        if (variable.startsWith("!")) {
            return "${" + variable.substring(1) + "}";
        }
        String inside = path + " ${" + variable + "}";
        JsonNode own = substitution.variables().get(variable);
        if (own != null) {
            return text(inside, own);
        }
        int dot = variable.indexOf('.');
        JsonNode value = dot < 0
                ? ref(inside, variable)
                : attribute(inside, variable.substring(0, dot), variable.substring(dot + 1));
        return scalar(inside, value);
    }

    /** What {@code Fn::Sub} is given: a text, and the variables that it brings itself. */
    record Substitution(String text, ObjectNode variables) {
        static Substitution read(String path, JsonNode argument) {
            Substitution read = argument.isTextual()
                    ? new Substitution(argument.asText(), JSON.objectNode())
                    : withVariables(path, argument);
            for (String variable : read.used()) {
                if (!VARIABLE_NAME.matcher(variable).matches()) {
                    throw new Unsupported(
                            path,
                            "${" + variable + "}: expected a name, or ${!" + variable + "} for the text ${" + variable
                                    + "}");
                }
            }
            for (String own : Template.names(read.variables)) {
                if (!read.used().contains(own)) {
                    throw new Unsupported(path + "." + own, "a variable that the text does not use");
                }
            }
            return read;
        }

        private static Substitution withVariables(String path, JsonNode argument) {
            if (argument.size() == 2
                    && argument.path(0).isTextual()
                    && argument.path(1) instanceof ObjectNode variables) {
                return new Substitution(argument.get(0).asText(), variables);
            }
            throw new Unsupported(path, "expected a text, or a text and a mapping, found " + argument);
        }

        /** The variables that the text names. */
        List<String> used() {
            return VARIABLE.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !name.startsWith("!"))
                    .toList();
        }
    }

    /** What {@code Fn::GetAtt} is given. */
    record Attribute(String logicalId, String name) {
        static Attribute read(String path, JsonNode argument) {
            if (argument.isTextual() && argument.asText().indexOf('.') > 0) {
                String both = argument.asText();
                return new Attribute(both.substring(0, both.indexOf('.')), both.substring(both.indexOf('.') + 1));
            }
            if (argument.size() == 2
                    && argument.path(0).isTextual()
                    && argument.path(1).isTextual()) {
                return new Attribute(argument.get(0).asText(), argument.get(1).asText());
            }
            throw new Unsupported(path, "expected a resource's name and an attribute's, found " + argument);
        }
    }

    private JsonNode select(String path, JsonNode argument) {
        List<JsonNode> parts = arguments(path, argument, 2, 2);
        String index = text(path + "[0]", parts.get(0));
        JsonNode list = list(path + "[1]", parts.get(1));
        if (!index.matches("[0-9]{1,6}") || Integer.parseInt(index) >= list.size()) {
            throw new Unsupported(path, "no item " + index + ": expected a number below " + list.size());
        }
        return list.get(Integer.parseInt(index));
    }

    private JsonNode findInMap(String path, JsonNode argument) {
        List<JsonNode> parts = arguments(path, argument, 3, 3);
        JsonNode found = mappings;
        for (int i = 0; i < 3; i++) {
            String key = text(path + "[" + i + "]", parts.get(i));
            if (!found.has(key)) {
                throw new Unsupported(path + "[" + i + "]", "no " + key + ": expected one of " + Template.names(found));
            }
            found = found.get(key);
        }
        if (found.isObject()) {
            throw new Unsupported(path, "expected a text, a number or a list in the mapping");
        }
        return found;
    }

    private JsonNode cidr(String path, JsonNode argument) {
        List<JsonNode> parts = arguments(path, argument, 2, 3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            texts.add(text(path + "[" + i + "]", parts.get(i)));
        }
        ArrayNode blocks = JSON.arrayNode();
        Cidr.blocks(path, texts.get(0), texts.get(1), Optional.ofNullable(texts.size() > 2 ? texts.get(2) : null))
                .forEach(blocks::add);
        return blocks;
    }

    /** The lab's regions have three zones each, as those that the repository names have. */
    private JsonNode zones(String path, JsonNode argument) {
        String region = ref(path, "AWS::Region").asText();
        String asked = text(path, argument);
        if (!asked.isEmpty() && !asked.equals(region)) {
            throw new Unsupported(path, "expected the stack's own region, found " + asked);
        }
        ArrayNode zones = JSON.arrayNode();
        List.of("a", "b", "c").forEach(zone -> zones.add(region + zone));
        return zones;
    }

    private Evaluation with(References found, Set<String> already) {
        Evaluation inner = with(found);
        inner.asked.addAll(already);
        return inner;
    }

    private static List<JsonNode> arguments(String path, JsonNode argument, int least, int most) {
        if (!argument.isArray() || argument.size() < least || argument.size() > most) {
            throw new Unsupported(
                    path,
                    "expected a list of " + (least == most ? least : least + " to " + most) + ", found " + argument);
        }
        List<JsonNode> arguments = new ArrayList<>();
        argument.forEach(arguments::add);
        return arguments;
    }

    private JsonNode required(String path, JsonNode node) {
        return resolve(path, node).orElseThrow(() -> new Unsupported(path, "AWS::NoValue has no place here"));
    }

    private JsonNode list(String path, JsonNode node) {
        JsonNode list = required(path, node);
        if (!list.isArray()) {
            throw new Unsupported(path, "expected a list, found " + list);
        }
        return list;
    }

    private String text(String path, JsonNode node) {
        return scalar(path, required(path, node));
    }

    private static List<String> texts(String path, JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(scalar(path, item)));
        return texts;
    }

    private static String scalar(String path, JsonNode value) {
        if (!value.isValueNode()) {
            throw new Unsupported(path, "expected a text, found " + value);
        }
        return value.asText();
    }

    private static String literal(String path, JsonNode node) {
        if (!node.isTextual()) {
            throw new Unsupported(path, "expected a text without functions, found " + node);
        }
        return node.asText();
    }
}
