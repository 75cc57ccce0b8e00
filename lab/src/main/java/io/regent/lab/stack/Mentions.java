package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The resources that a part of a template refers to by {@code Ref}, {@code Fn::GetAtt} and {@code Fn::Sub}. */
final class Mentions {
    private final Evaluation evaluation;
    private final boolean everyBranch;
    private final Set<String> found = new LinkedHashSet<>();

    private Mentions(Evaluation evaluation, boolean everyBranch) {
        this.evaluation = evaluation;
        this.everyBranch = everyBranch;
    }

    /** Those that are needed, given which conditions hold. */
    static Set<String> of(String path, JsonNode node, Evaluation evaluation) {
        Mentions mentions = new Mentions(evaluation, false);
        mentions.walk(path, node);
        return mentions.found;
    }

    /** Refuses a name of nothing, in the branches that are not taken too, as CloudFormation does when it validates. */
    static void check(String path, JsonNode node, Evaluation evaluation, Predicate<String> exists) {
        Mentions mentions = new Mentions(evaluation, true);
        mentions.walk(path, node);
        mentions.found.stream().filter(exists.negate()).findFirst().ifPresent(missing -> {
            throw new Unsupported(path, "nothing here is called " + missing);
        });
    }

    private void walk(String path, JsonNode node) {
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                walk(path + "[" + i + "]", list.get(i));
            }
            return;
        }
        Optional<String> function = Evaluation.function(path, node);
        if (function.isEmpty()) {
            Template.names(node).forEach(name -> walk(path + "." + name, node.get(name)));
            return;
        }
        String inside = path + "." + function.get();
        JsonNode argument = node.get(function.get());
        switch (function.get()) {
            case "Ref" -> add(argument.asText());
            case "Fn::GetAtt" -> add(Evaluation.Attribute.read(inside, argument).logicalId());
            case "Fn::Sub" -> substitution(inside, Evaluation.Substitution.read(inside, argument));
            case "Fn::If" -> choice(inside, argument);
            default -> walk(inside, argument);
        }
    }

    private void substitution(String path, Evaluation.Substitution substitution) {
        for (String variable : substitution.used()) {
            if (!substitution.variables().has(variable)) {
                add(variable.indexOf('.') < 0 ? variable : variable.substring(0, variable.indexOf('.')));
            }
        }
        walk(path, substitution.variables());
    }

    private void choice(String path, JsonNode argument) {
        if (argument.size() != 3) {
            throw new Unsupported(path, "expected a list of 3, found " + argument);
        }
        boolean holds = evaluation.holds(path + "[0]", argument.get(0).asText());
        if (everyBranch || holds) {
            walk(path + "[1]", argument.get(1));
        }
        if (everyBranch || !holds) {
            walk(path + "[2]", argument.get(2));
        }
    }

    private void add(String name) {
        if (!evaluation.isValue(name)) {
            found.add(name);
        }
    }
}
