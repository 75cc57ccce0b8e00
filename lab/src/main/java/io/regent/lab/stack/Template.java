package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A template as it was written, with the long forms of its functions. Its sections and the attributes of its resources
 * are ones that the lab knows (CloudFormation's user guide, "Template sections" and "Resource attribute reference");
 * what stands in them is judged when it is resolved.
 */
public final class Template {
    static final String SERVERLESS = "AWS::Serverless-2016-10-31";

    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Rules",
            "Mappings",
            "Conditions",
            "Transform",
            "Globals",
            "Resources",
            "Outputs");

    private static final Set<String> ATTRIBUTES = Set.of(
            "Type",
            "Properties",
            "DependsOn",
            "Condition",
            "DeletionPolicy",
            "UpdateReplacePolicy",
            "Metadata",
            "CreationPolicy");

    /** Notes of the linters, of {@code sam build} and of CloudFormation's designer, which no deployment acts on. */
    private static final Set<String> NOTES = Set.of(
            "cfn-lint", "checkov", "BuildMethod", "BuildArchitecture", "BuildProperties", "SamResourceId", "SkipBuild");

    private final String file;
    private final ObjectNode tree;

    private Template(String file, ObjectNode tree) {
        this.file = file;
        this.tree = tree;
    }

    /** Reads a file; errors call it by its last name. */
    public static Template read(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the template " + file, e);
        }
    }

    /**
     * Reads a text.
     *
     * @param file what errors call the text, such as {@code template.yaml}
     */
    public static Template parse(String file, String text) {
        Template template = new Template(file, TemplateText.parse(file, text));
        template.check();
        return template;
    }

    /** What errors call it. */
    public String file() {
        return file;
    }

    /** The names of its parameters. */
    public Set<String> parameters() {
        return new TreeSet<>(names(section("Parameters")));
    }

    /** A copy of the whole. */
    ObjectNode tree() {
        return tree.deepCopy();
    }

    /** A mapping of it; empty where it is not there. */
    ObjectNode section(String name) {
        return section(file, tree, name);
    }

    static ObjectNode section(String file, ObjectNode tree, String name) {
        JsonNode section = tree.path(name);
        if (section.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (section instanceof ObjectNode mapping) {
            return mapping;
        }
        throw new Unsupported(file + ": " + name, "expected a mapping");
    }

    static List<String> names(JsonNode mapping) {
        List<String> names = new ArrayList<>();
        mapping.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void check() {
        for (String name : names(tree)) {
            if (!SECTIONS.contains(name)) {
                throw new Unsupported(
                        file + ": " + name,
                        "a section that the lab does not know, expected one of " + new TreeSet<>(SECTIONS));
            }
        }
        if (tree.has("Description") && !tree.get("Description").isTextual()) {
            throw new Unsupported(file + ": Description", "expected a text, found " + tree.get("Description"));
        }
        expect("AWSTemplateFormatVersion", "2010-09-09");
        expect("Transform", SERVERLESS);
        if (tree.has("Globals") && !tree.has("Transform")) {
            throw new Unsupported(file + ": Globals", "without Transform: " + SERVERLESS + " they mean nothing");
        }
        checkMetadata();
        checkConditions();
        ObjectNode resources = section("Resources");
        if (resources.isEmpty()) {
            throw new Unsupported(file + ": Resources", "expected at least one");
        }
        names(resources).forEach(id -> checkResource(file + ": Resources." + id, id, resources.get(id)));
    }

    private void expect(String section, String value) {
        if (tree.has(section) && !tree.get(section).asText().equals(value)) {
            throw new Unsupported(file + ": " + section, "expected " + value + ", found " + tree.get(section));
        }
    }

    private void checkMetadata() {
        ObjectNode metadata = section("Metadata");
        for (String name : names(metadata)) {
            String path = file + ": Metadata." + name;
            if (name.equals("AWS::CloudFormation::Interface")) {
                checkInterface(new Properties(path, metadata.get(name)));
            } else if (!NOTES.contains(name)) {
                throw new Unsupported(path, "metadata that the lab does not know");
            }
        }
    }

    /** How the console shows the parameters: each has to be a parameter of this template. */
    private void checkInterface(Properties shown) {
        for (Properties group : shown.sections("ParameterGroups")) {
            group.findSection("Label").ifPresent(label -> label.text("default"));
            group.texts("Parameters").forEach(name -> checkParameter(group.path() + ".Parameters", name));
        }
        shown.findSection("ParameterLabels")
                .ifPresent(labels -> labels.names().forEach(name -> {
                    checkParameter(labels.path(), name);
                    labels.section(name).text("default");
                }));
        shown.done();
    }

    private void checkParameter(String path, String name) {
        if (!section("Parameters").has(name)) {
            throw new Unsupported(path, "no parameter " + name);
        }
    }

    private void checkConditions() {
        for (String name : names(section("Conditions"))) {
            checkName(file + ": Conditions." + name, name);
        }
    }

    private void checkResource(String path, String id, JsonNode declared) {
        checkName(path, id);
        Properties resource = new Properties(path, declared);
        for (String attribute : resource.names()) {
            if (!ATTRIBUTES.contains(attribute)) {
                throw new Unsupported(
                        path + "." + attribute,
                        "an attribute that the lab does not know, expected one of " + new TreeSet<>(ATTRIBUTES));
            }
        }
        String type = resource.text("Type");
        if (type.startsWith("AWS::Serverless::") && !tree.has("Transform")) {
            throw new Unsupported(path + ".Type", type + " needs Transform: " + SERVERLESS);
        }
        if (resource.has("Properties")) {
            resource.section("Properties");
        }
        resource.findSection("Metadata")
                .ifPresent(metadata -> metadata.names().stream()
                        .filter(name -> !NOTES.contains(name))
                        .forEach(name -> {
                            throw new Unsupported(metadata.path() + "." + name, "metadata that the lab does not know");
                        }));
        resource.findSection("CreationPolicy").ifPresent(Template::checkCreation);
        Retention.deletion(path, declared);
        Retention.replacement(path, declared);
        dependsOn(path, declared);
    }

    /**
     * How many signals CloudFormation awaits, and how long. A resource of the lab stands when its provider has
     * returned, so that there is nothing left to wait for; the settings are only held to their form.
     */
    private static void checkCreation(Properties policy) {
        policy.findSection("ResourceSignal").ifPresent(signal -> {
            signal.numberOr("Count", 1);
            String timeout = signal.textOr("Timeout", "PT5M");
            if (!timeout.matches("PT([0-9]+H)?([0-9]+M)?([0-9]+S)?")) {
                throw new Unsupported(signal.path() + ".Timeout", "expected a length such as PT15M, found " + timeout);
            }
        });
        policy.done();
    }

    private static void checkName(String path, String name) {
        if (!name.matches("[A-Za-z0-9]{1,255}")) {
            throw new Unsupported(path, "expected a name of letters and digits");
        }
    }

    /** What a resource names in {@code DependsOn}, one or a list of them. */
    static List<String> dependsOn(String path, JsonNode declared) {
        JsonNode named = declared.path("DependsOn");
        if (named.isTextual()) {
            return List.of(named.asText());
        }
        return new Properties(path, declared).texts("DependsOn");
    }
}
