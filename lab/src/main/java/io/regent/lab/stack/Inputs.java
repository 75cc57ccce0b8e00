package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.regent.fleet.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A template's parameters with their values (CloudFormation's user guide, "Parameters section").
 *
 * @param texts as they were given, or the default
 * @param values what {@code Ref} gives: text, or a list for the list types; for a Systems Manager type what the
 *     parameter store holds under the given name
 */
record Inputs(Map<String, String> texts, Map<String, JsonNode> values) {
    private static final Pattern STORED = Pattern.compile("AWS::SSM::Parameter::Value<(.+)>");

    /** What the parameter store may hold for a template: text, lists, and ids whose form nobody checks here. */
    private static final Pattern STORED_TYPE =
            Pattern.compile("String|CommaDelimitedList|List<String>|AWS::EC2::Image::Id");

    private static final String ACCEPTED =
            "String, Number, CommaDelimitedList, List<Number> or AWS::SSM::Parameter::Value<...> of a String,"
                    + " a CommaDelimitedList, a List<String> or an AWS::EC2::Image::Id";

    /**
     * Reads the declarations and holds the values to them.
     *
     * @param previous values of the last deployment of the same stack, for parameters that are not given
     * @throws BadParameters with everything that is wrong with the values
     */
    static Inputs read(
            Template template,
            Map<String, String> given,
            Map<String, String> previous,
            Region region,
            ParameterLookup lookup) {
        ObjectNode declared = template.section("Parameters");
        List<String> problems = new ArrayList<>();
        for (String name : new TreeSet<>(given.keySet())) {
            if (!declared.has(name)) {
                problems.add("parameter " + name + ": " + template.file() + " has none of that name, expected one of "
                        + Template.names(declared));
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (String name : Template.names(declared)) {
            Declaration declaration =
                    Declaration.read(template.file() + ": Parameters." + name, name, declared.get(name));
            Optional<String> text = Optional.ofNullable(given.get(name))
                    .or(() -> Optional.ofNullable(previous.get(name)))
                    .or(declaration::byDefault);
            if (text.isEmpty()) {
                problems.add("parameter " + name + ": no value, and no default; expected " + declaration.accepted());
                continue;
            }
            texts.put(name, text.get());
            List<String> wrong = declaration.problems(text.get());
            problems.addAll(wrong);
            if (wrong.isEmpty()) {
                declaration
                        .value(text.get(), stored -> lookup.find(region, stored))
                        .ifPresentOrElse(
                                value -> values.put(name, value),
                                () -> problems.add("parameter " + name + ": the parameter store of " + region
                                        + " holds no " + text.get()));
            }
        }
        if (!problems.isEmpty()) {
            throw new BadParameters(problems);
        }
        return new Inputs(texts, values);
    }

    private interface Stored {
        Optional<String> find(String name);
    }

    /** A parameter as the template declares it; the length is a text's, the size a number's. */
    private record Declaration(
            String name,
            String type,
            Optional<String> byDefault,
            List<String> allowed,
            Optional<Pattern> pattern,
            Bounds length,
            Bounds size,
            Optional<String> explanation,
            boolean secret) {

        static Declaration read(String path, String name, JsonNode node) {
            Properties properties = new Properties(path, node);
            String type = properties.text("Type");
            Matcher stored = STORED.matcher(type);
            if (!(List.of("String", "Number", "CommaDelimitedList", "List<Number>")
                            .contains(type)
                    || (stored.matches() && STORED_TYPE.matcher(stored.group(1)).matches()))) {
                throw new Unsupported(path + ".Type", "expected " + ACCEPTED + ", found " + type);
            }
            properties.textOr("Description", "");
            Declaration declaration = new Declaration(
                    name,
                    type,
                    text(properties, "Default"),
                    properties.texts("AllowedValues"),
                    text(properties, "AllowedPattern").map(pattern -> compile(path, pattern)),
                    Bounds.read(properties, "MinLength", "MaxLength"),
                    Bounds.read(properties, "MinValue", "MaxValue"),
                    text(properties, "ConstraintDescription"),
                    properties.flagOr("NoEcho", false));
            properties.done();
            declaration.checkKind(path);
            return declaration;
        }

        private void checkKind(String path) {
            if (length.given() && !type.equals("String")) {
                throw new Unsupported(path, "MinLength and MaxLength are for a String");
            }
            if (size.given() && !type.equals("Number")) {
                throw new Unsupported(path, "MinValue and MaxValue are for a Number");
            }
        }

        /** What a value has to be, in words. */
        String accepted() {
            List<String> words = new ArrayList<>();
            words.add(type.equals("String") ? "text" : "a " + type);
            if (!allowed.isEmpty()) {
                words.add("one of " + allowed);
            }
            pattern.ifPresent(found -> words.add("matching " + found));
            length.words("characters").ifPresent(words::add);
            size.words("").ifPresent(words::add);
            String all = String.join(", ", words);
            return explanation.map(text -> text + " (" + all + ")").orElse(all);
        }

        List<String> problems(String text) {
            List<String> problems = new ArrayList<>();
            for (String item : isList() ? items(text) : List.of(text)) {
                if (!fits(item)) {
                    problems.add("parameter " + name + ": expected " + accepted() + ", found "
                            + (secret ? "something else" : "'" + item + "'"));
                }
            }
            return problems;
        }

        /** A list's members are each held to the allowed values and the pattern. */
        private boolean fits(String item) {
            boolean number = type.contains("Number");
            return (!number || item.matches("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)"))
                    && (allowed.isEmpty() || allowed.contains(item))
                    && pattern.map(found -> found.matcher(item).matches()).orElse(true)
                    && length.hold(item.length())
                    && (!number || size.hold(Double.parseDouble(item)));
        }

        /** Empty when the parameter store has nothing under that name. */
        Optional<JsonNode> value(String text, Stored store) {
            boolean stored = STORED.matcher(type).matches();
            return (stored ? store.find(text) : Optional.of(text))
                    .map(found -> type.contains("List") ? list(found) : TextNode.valueOf(found));
        }

        private boolean isList() {
            return type.equals("CommaDelimitedList") || type.equals("List<Number>");
        }

        private static JsonNode list(String text) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            items(text).forEach(list::add);
            return list;
        }

        private static List<String> items(String text) {
            return List.of(text.split(",", -1)).stream().map(String::strip).toList();
        }

        private static Optional<String> text(Properties properties, String name) {
            return properties.has(name) ? Optional.of(properties.text(name)) : Optional.empty();
        }

        private static Pattern compile(String path, String pattern) {
            try {
                return Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new Unsupported(path + ".AllowedPattern", "not a pattern: " + e.getDescription());
            }
        }
    }

    private record Bounds(Optional<Double> least, Optional<Double> most) {
        static Bounds read(Properties properties, String least, String most) {
            return new Bounds(bound(properties, least), bound(properties, most));
        }

        boolean given() {
            return least.isPresent() || most.isPresent();
        }

        boolean hold(double size) {
            return least.map(bound -> size >= bound).orElse(true)
                    && most.map(bound -> size <= bound).orElse(true);
        }

        Optional<String> words(String unit) {
            if (!given()) {
                return Optional.empty();
            }
            String from = least.map(bound -> "from " + plain(bound)).orElse("");
            String to = most.map(bound -> "to " + plain(bound)).orElse("");
            return Optional.of(String.join(" ", List.of(from, to, unit)).strip());
        }

        private static Optional<Double> bound(Properties properties, String name) {
            return properties.has(name) ? Optional.of(properties.decimal(name)) : Optional.empty();
        }

        private static String plain(double bound) {
            return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
        }
    }
}
