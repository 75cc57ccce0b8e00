package io.regent.lab.twin.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Reads policy documents ("IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language"). */
final class PolicyReader {
    /** What a policy belongs to, which decides the elements that its statements have. */
    enum Kind {
        /** A role: the statements name resources. */
        IDENTITY,

        /** A resource: the statements name resources and principals. */
        RESOURCE,

        /** A role that somebody takes: the statements name principals. */
        TRUST;

        Set<String> elements() {
            Set<String> elements = new TreeSet<>(Set.of("Sid", "Effect", "Action", "NotAction", "Condition"));
            if (this != TRUST) {
                elements.addAll(Set.of("Resource", "NotResource"));
            }
            if (this != IDENTITY) {
                elements.add("Principal");
            }
            return elements;
        }
    }

    private static final String VERSION = "2012-10-17";

    private PolicyReader() {}

    static List<Statement> read(Kind kind, StatementId policy, String path, JsonNode document) {
        known(path, document, Set.of("Version", "Id", "Statement"));
        String version = document.path("Version").asText();
        if (!version.equals(VERSION)) {
            throw new PolicyError(path + ".Version", "'" + version + "': expected " + VERSION);
        }
        List<Statement> statements = new ArrayList<>();
        Set<String> sids = new HashSet<>();
        for (Item item : items(path + ".Statement", document.path("Statement"))) {
            Statement statement = statement(kind, policy, statements.size(), item);
            if (!sids.add(statement.id().sid())) {
                throw new PolicyError(
                        item.path() + ".Sid", "'" + statement.id().sid() + "': expected one for each statement");
            }
            statements.add(statement);
        }
        if (statements.isEmpty()) {
            throw new PolicyError(path + ".Statement", "expected one statement at least");
        }
        return statements;
    }

    /** An element of a list, or what stands in the list's place. */
    private record Item(String path, JsonNode node) {}

    private static List<Item> items(String path, JsonNode node) {
        if (!node.isArray()) {
            return node.isMissingNode() ? List.of() : List.of(new Item(path, node));
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new Item(path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    private static List<String> texts(String path, JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (Item item : items(path, node)) {
            if (!item.node().isValueNode() || item.node().isNull()) {
                throw new PolicyError(item.path(), "expected a text, found " + item.node());
            }
            texts.add(item.node().asText());
        }
        if (texts.isEmpty()) {
            throw new PolicyError(path, "expected one text at least");
        }
        return texts;
    }

    private static void known(String path, JsonNode node, Set<String> elements) {
        if (!node.isObject()) {
            throw new PolicyError(path, "expected a mapping, found " + node);
        }
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!elements.contains(name)) {
                throw new PolicyError(
                        path + "." + name, "the twin has no such element here, only " + new TreeSet<>(elements));
            }
        }
    }

    private static Statement statement(Kind kind, StatementId policy, int number, Item item) {
        String path = item.path();
        JsonNode node = item.node();
        known(path, node, kind.elements());
        String sid = node.path("Sid").asText();
        if (kind == Kind.IDENTITY && !sid.matches("[A-Za-z0-9]*")) {
            throw new PolicyError(path + ".Sid", "'" + sid + "': expected letters and digits");
        }
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new PolicyError(path + ".Effect", "'" + effect + "': expected Allow or Deny");
        }
        return new Statement(
                new StatementId(policy.owner(), policy.policy(), sid.isEmpty() ? "[" + number + "]" : sid),
                effect.equals("Deny"),
                kind == Kind.IDENTITY
                        ? Optional.empty()
                        : Optional.of(principals(path + ".Principal", node.path("Principal"))),
                names(path, node, "Action", PolicyReader::action),
                kind == Kind.TRUST
                        ? Optional.empty()
                        : Optional.of(names(path, node, "Resource", ArnTemplate::ofResource)),
                conditions(path + ".Condition", node.path("Condition")));
    }

    private static <T> Names<T> names(String path, JsonNode node, String element, BiFunction<String, String, T> read) {
        boolean inverted = node.has("Not" + element);
        if (node.has(element) == inverted) {
            throw new PolicyError(path, "expected either " + element + " or Not" + element);
        }
        String name = inverted ? "Not" + element : element;
        String where = path + "." + name;
        return new Names<>(
                texts(where, node.path(name)).stream()
                        .map(text -> read.apply(where, text))
                        .toList(),
                inverted);
    }

    private static Template action(String path, String text) {
        if (!text.equals("*") && !text.matches("[A-Za-z0-9-]+:[A-Za-z0-9*?]+")) {
            throw new PolicyError(path, "'" + text + "': expected * or SERVICE:ACTION");
        }
        return Template.ignoringCase(path, text);
    }

    private static Principals principals(String path, JsonNode node) {
        if (node.isTextual()) {
            if (!node.asText().equals("*")) {
                throw new PolicyError(path, "'" + node.asText() + "': expected * or a mapping");
            }
            return new Principals(true, List.of(), List.of());
        }
        known(path, node, Set.of("AWS", "Service"));
        if (node.isEmpty()) {
            throw new PolicyError(path, "expected one principal at least");
        }
        List<String> aws = node.has("AWS") ? texts(path + ".AWS", node.path("AWS")) : List.of();
        List<String> services = node.has("Service") ? texts(path + ".Service", node.path("Service")) : List.of();
        for (String one : aws) {
            if (!one.matches("\\*|\\d{12}|arn:aws:(iam|sts)::\\d{12}:(root|(role|user|assumed-role)/[^*]+)")) {
                throw new PolicyError(
                        path + ".AWS", "'" + one + "': expected *, an account, or the whole ARN of a principal");
            }
        }
        for (String one : services) {
            if (!one.matches("[a-z0-9.-]+\\.amazonaws\\.com")) {
                throw new PolicyError(path + ".Service", "'" + one + "': expected NAME.amazonaws.com");
            }
        }
        // "AWS": "*" is everybody too, services included ("IAM JSON policy elements: Principal", all principals).
        return new Principals(aws.contains("*"), aws, services);
    }

    private static List<Condition> conditions(String path, JsonNode node) {
        List<Condition> conditions = new ArrayList<>();
        if (node.isMissingNode()) {
            return conditions;
        }
        if (!node.isObject()) {
            throw new PolicyError(path, "expected a mapping of operators, found " + node);
        }
        node.properties().forEach(operator -> {
            String where = path + "." + operator.getKey();
            if (!operator.getValue().isObject() || operator.getValue().isEmpty()) {
                throw new PolicyError(where, "expected a mapping of condition keys, found " + operator.getValue());
            }
            operator.getValue().properties().forEach(key -> {
                String at = where + "." + key.getKey();
                if (!key.getKey().matches("[A-Za-z0-9-]+:[!-~ ]+")) {
                    throw new PolicyError(at, "expected a condition key such as aws:SourceArn");
                }
                conditions.add(Condition.read(at, operator.getKey(), key.getKey(), texts(at, key.getValue())));
            });
        });
        return conditions;
    }
}
