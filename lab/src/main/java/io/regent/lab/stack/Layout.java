package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A stack as its template and its parameters have it, before any of its resources is made: what it consists of, in an
 * order in which each stands after all that it refers to.
 */
final class Layout {
    private final Evaluation evaluation;
    private final Map<String, Entry> entries;
    private final Map<String, Output> outputs;

    /**
     * A resource of the stack.
     *
     * @param properties with their functions
     * @param after the resources that have to stand before it
     */
    record Entry(
            String path,
            String type,
            JsonNode properties,
            Set<String> after,
            Retention deletion,
            Retention replacement) {}

    /** An output whose condition holds. */
    private record Output(String path, JsonNode value) {}

    /** Of a stack that is not there. */
    static final Layout EMPTY = new Layout(
            Evaluation.of("", Map.of(), JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode()),
            Map.of(),
            Map.of());

    private Layout(Evaluation evaluation, Map<String, Entry> entries, Map<String, Output> outputs) {
        this.evaluation = evaluation;
        this.entries = entries;
        this.outputs = outputs;
    }

    /** @param account twelve digits, as {@code AWS::AccountId} gives them */
    static Layout of(Template template, Inputs inputs, StackId stack, String account) {
        String file = template.file();
        ObjectNode tree = Serverless.expand(template, inputs.texts(), stack.region());
        Map<String, JsonNode> values = new TreeMap<>(inputs.values());
        pseudo(stack, account).forEach((name, value) -> values.put(name, TextNode.valueOf(value)));
        Evaluation evaluation = Evaluation.of(
                file, values, Template.section(file, tree, "Mappings"), Template.section(file, tree, "Conditions"));
        List<String> broken = Rules.problems(template, evaluation);
        if (!broken.isEmpty()) {
            throw new BadParameters(broken);
        }
        Template.names(Template.section(file, tree, "Conditions"))
                .forEach(name -> evaluation.holds(file + ": Conditions." + name, name));
        ObjectNode resources = Template.section(file, tree, "Resources");
        Map<String, Entry> unordered = new LinkedHashMap<>();
        for (String id : Template.names(resources)) {
            String path = file + ": Resources." + id;
            Mentions.check(path + ".Properties", resources.get(id).path("Properties"), evaluation, resources::has);
            entry(path, resources.get(id), evaluation, resources::has).ifPresent(entry -> unordered.put(id, entry));
        }
        unordered
                .values()
                .forEach(entry ->
                        checkMade(entry.path() + ".Properties", entry.properties(), evaluation, unordered.keySet()));
        Map<String, Output> outputs = outputs(file, tree, evaluation);
        outputs.values().forEach(output -> {
            Mentions.check(output.path(), output.value(), evaluation, resources::has);
            checkMade(output.path(), output.value(), evaluation, unordered.keySet());
        });
        return new Layout(evaluation, ordered(unordered), outputs);
    }

    private static void checkMade(String path, JsonNode node, Evaluation evaluation, Set<String> made) {
        Mentions.of(path, node, evaluation).stream()
                .filter(name -> !made.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Unsupported(path, name + " is not made: its condition does not hold");
                });
    }

    private static Map<String, Output> outputs(String file, ObjectNode tree, Evaluation evaluation) {
        ObjectNode declared = Template.section(file, tree, "Outputs");
        Map<String, Output> outputs = new TreeMap<>();
        for (String name : Template.names(declared)) {
            Properties output = new Properties(file + ": Outputs." + name, declared.get(name));
            output.textOr("Description", "");
            boolean holds = output.find("Condition")
                    .map(condition -> evaluation.holds(output.path() + ".Condition", condition.asText()))
                    .orElse(true);
            JsonNode value = output.value("Value");
            output.done();
            if (holds) {
                outputs.put(name, new Output(output.path() + ".Value", value));
            }
        }
        return outputs;
    }

    /** The pseudo parameters beside {@code AWS::NoValue}; the lab's account is one of the partition {@code aws}. */
    private static Map<String, String> pseudo(StackId stack, String account) {
        String region = stack.region().id();
        UUID id = UUID.nameUUIDFromBytes((region + "/" + stack.name()).getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "AWS::AccountId",
                account,
                "AWS::Partition",
                "aws",
                "AWS::Region",
                region,
                "AWS::StackId",
                "arn:aws:cloudformation:" + region + ":" + account + ":stack/" + stack.name() + "/" + id,
                "AWS::StackName",
                stack.name(),
                "AWS::URLSuffix",
                "amazonaws.com");
    }

    /** Empty when the resource's condition does not hold. */
    private static Optional<Entry> entry(
            String path, JsonNode declared, Evaluation evaluation, Predicate<String> exists) {
        List<String> named = Template.dependsOn(path, declared);
        named.stream().filter(exists.negate()).findFirst().ifPresent(missing -> {
            throw new Unsupported(path + ".DependsOn", "nothing here is called " + missing);
        });
        if (declared.has("Condition")
                && !evaluation.holds(
                        path + ".Condition", declared.get("Condition").asText())) {
            return Optional.empty();
        }
        Set<String> after = new LinkedHashSet<>(named);
        after.addAll(Mentions.of(path + ".Properties", declared.path("Properties"), evaluation));
        return Optional.of(new Entry(
                path,
                declared.get("Type").asText(),
                declared.has("Properties") ? declared.get("Properties") : JsonNodeFactory.instance.objectNode(),
                after,
                Retention.deletion(path, declared),
                Retention.replacement(path, declared)));
    }

    private static Map<String, Entry> ordered(Map<String, Entry> entries) {
        Map<String, Entry> ordered = new LinkedHashMap<>();
        entries.keySet().forEach(id -> place(id, entries, ordered, new LinkedHashSet<>()));
        return ordered;
    }

    private static void place(String id, Map<String, Entry> entries, Map<String, Entry> ordered, Set<String> below) {
        Entry entry = entries.get(id);
        // What DependsOn alone names need not be made.
        if (entry == null || ordered.containsKey(id)) {
            return;
        }
        if (!below.add(id)) {
            List<String> circle = new ArrayList<>(below);
            throw new Unsupported(
                    entry.path(),
                    "resources in a circle: " + String.join(" → ", circle.subList(circle.indexOf(id), circle.size()))
                            + " → " + id);
        }
        entry.after().forEach(before -> place(before, entries, ordered, below));
        below.remove(id);
        ordered.put(id, entry);
    }

    /** The resources by their logical ids, each after those that it refers to. */
    Map<String, Entry> entries() {
        return entries;
    }

    /** The properties of a resource without functions; dynamic references still stand as text. */
    JsonNode properties(Entry entry, Evaluation.References made) {
        return evaluation
                .with(made)
                .resolve(entry.path() + ".Properties", entry.properties())
                .orElseThrow(() -> new Unsupported(entry.path() + ".Properties", "AWS::NoValue has no place here"));
    }

    /** The outputs whose conditions hold. */
    Map<String, String> outputs(Evaluation.References made) {
        Map<String, String> values = new TreeMap<>();
        outputs.forEach((name, output) -> values.put(name, text(output.path(), output.value(), made)));
        return values;
    }

    private String text(String path, JsonNode value, Evaluation.References made) {
        JsonNode text = evaluation
                .with(made)
                .resolve(path, value)
                .orElseThrow(() -> new Unsupported(path, "AWS::NoValue has no place here"));
        if (text instanceof ArrayNode || text instanceof ObjectNode) {
            throw new Unsupported(path, "expected a text, found " + text);
        }
        return text.asText();
    }
}
