package io.regent.lab.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.regent.fleet.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environments of a {@code samconfig.toml}: what {@code sam deploy --config-env NAME} would deploy (AWS SAM
 * developer guide, "AWS SAM CLI configuration file"). A setting that the lab does not know is refused; those that only
 * say how the command line works are listed here.
 */
public final class SamConfig {
    /** Where the artifacts go, and what the command asks and prints: nothing that the stack would show. */
    private static final Set<String> OF_THE_COMMAND = Set.of(
            "confirm_changeset",
            "fail_on_empty_changeset",
            "force_upload",
            "no_progressbar",
            "profile",
            "resolve_s3",
            "s3_bucket",
            "s3_prefix");

    private static final Set<String> OF_THE_STACK =
            Set.of("capabilities", "parameter_overrides", "region", "stack_name", "tags", "template_file");

    /** Commands that deploy nothing. */
    private static final Set<String> OTHER_COMMANDS = Set.of("build", "delete", "package", "validate");

    /** One {@code Key=Value}; a value with blanks stands in quotes or has backslashes before them. */
    private static final Pattern PAIR =
            Pattern.compile("\\s*(?:ParameterKey=(?<long>[A-Za-z0-9]+),ParameterValue=|(?<key>[A-Za-z0-9:_.-]+)=)"
                    + "(?<value>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|(?:\\\\.|[^ \"'\\\\])*)(?=\\s|$)");

    private final String file;
    private final JsonNode tree;

    private SamConfig(String file, JsonNode tree) {
        this.file = file;
        this.tree = tree;
    }

    /**
     * A deployment of a template.
     *
     * @param templateFile relative to the file that names it
     */
    public record Deployment(String templateFile, Settings settings) {}

    /** Reads a file; errors call it by its last name. */
    public static SamConfig read(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * Reads a text.
     *
     * @param file what errors call the text, such as {@code samconfig.toml}
     */
    public static SamConfig parse(String file, String text) {
        try {
            SamConfig config = new SamConfig(file, new TomlMapper().readTree(text));
            config.check();
            return config;
        } catch (JsonProcessingException e) {
            throw new Unsupported(file, "not TOML: " + e.getMessage());
        }
    }

    /** The names for {@code --config-env}. */
    public Set<String> environments() {
        Set<String> names = new TreeSet<>(Template.names(tree));
        names.remove("version");
        return names;
    }

    /** What an environment deploys. */
    public Deployment deployment(String environment) {
        if (!environments().contains(environment)) {
            throw new Unsupported(file, "no environment " + environment + ", expected one of " + environments());
        }
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        Stream.of("global", "deploy")
                .map(command -> tree.path(environment).path(command).path("parameters"))
                .flatMap(JsonNode::propertyStream)
                .forEach(setting -> merged.set(setting.getKey(), setting.getValue()));
        Properties settings = new Properties(file + ": " + environment + ".deploy.parameters", merged);
        OF_THE_COMMAND.forEach(settings::find);
        String region = settings.text("region");
        if (!Region.isCode(region)) {
            throw new Unsupported(settings.path() + ".region", "expected " + Region.ACCEPTED + ", found " + region);
        }
        Deployment deployment = new Deployment(
                settings.textOr("template_file", "template.yaml"),
                new Settings(
                        new StackId(settings.text("stack_name"), new Region(region)),
                        pairs(settings, "parameter_overrides"),
                        pairs(settings, "tags"),
                        Set.copyOf(words(settings, "capabilities"))));
        settings.done();
        return deployment;
    }

    private void check() {
        if (!List.of("0.1", "").contains(tree.path("version").asText())) {
            throw new Unsupported(file + ": version", "expected 0.1, found " + tree.get("version"));
        }
        for (String environment : environments()) {
            String path = file + ": " + environment;
            for (String command : new Properties(path, tree.get(environment)).names()) {
                String inside = path + "." + command;
                if (OTHER_COMMANDS.contains(command)) {
                    continue;
                }
                if (!List.of("deploy", "global").contains(command)) {
                    throw new Unsupported(inside, "a command that the lab does not know");
                }
                Properties settings =
                        new Properties(inside, tree.get(environment).get(command));
                Properties parameters = settings.section("parameters");
                parameters.names().forEach(name -> checkName(parameters.path(), name));
                settings.find("parameters");
                for (String name : settings.names()) {
                    if (!name.equals("parameters")) {
                        throw new Unsupported(inside + "." + name, "expected parameters");
                    }
                }
            }
        }
    }

    private static void checkName(String path, String name) {
        if (!OF_THE_COMMAND.contains(name) && !OF_THE_STACK.contains(name)) {
            Set<String> accepted = new TreeSet<>(OF_THE_STACK);
            accepted.addAll(OF_THE_COMMAND);
            throw new Unsupported(
                    path + "." + name, "a setting that the lab does not know, expected one of " + accepted);
        }
    }

    /** {@code Key=Value} pairs: one text of them with blanks between, or a list of texts. */
    private static Map<String, String> pairs(Properties settings, String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String given : texts(settings, name)) {
            String text = given.strip();
            Matcher pair = PAIR.matcher(text);
            int end = 0;
            while (end < text.length()) {
                if (!pair.find() || pair.start() != end) {
                    throw new Unsupported(
                            settings.path() + "." + name,
                            "expected Key=Value, with quotes around a value that has blanks, found "
                                    + text.substring(end).strip());
                }
                end = pair.end();
                String key = pair.group("long") == null ? pair.group("key") : pair.group("long");
                if (pairs.put(key, unquoted(pair.group("value"))) != null) {
                    throw new Unsupported(settings.path() + "." + name, key + " is given twice");
                }
            }
        }
        return pairs;
    }

    private static List<String> words(Properties settings, String name) {
        return texts(settings, name).stream()
                .flatMap(text -> Stream.of(text.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> texts(Properties settings, String name) {
        boolean list = settings.has(name) && settings.node().get(name).isArray();
        return list ? settings.texts(name) : List.of(settings.textOr(name, ""));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
        return (quoted ? value.substring(1, value.length() - 1) : value)
                .replace("\\ ", " ")
                .replace("\\\"", "\"")
                .replace("\\'", "'");
    }
}
