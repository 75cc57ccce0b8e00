package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a template's YAML into a tree in which each short form ({@code !Ref Topic}) stands in its long one ({@code Ref:
 * Topic}). CloudFormation reads YAML 1.1, this parser 1.2: a plain word that the two read differently is refused and
 * has to be quoted. CloudFormation takes no null, no alias and no merge key (its user guide, "CloudFormation template
 * format").
 */
final class TemplateText {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** As many bytes as CloudFormation takes of a template ("Understand CloudFormation quotas"). */
    private static final int LONGEST = 1_000_000;

    private static final int DEEPEST = 64;
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]*)\\.[0-9]+");

    /**
     * Flags, octal, hexadecimal, grouped, base-60 and other numbers that the two versions take for different values.
     */
    private static final Pattern TWOFOLD = Pattern.compile("(?i:yes|no|on|off)|<<|=|(?i:[-+]?\\.inf|\\.nan)"
            + "|[-+]?0[0-9a-zA-Z_]+|[-+]?[0-9][0-9_]*_[0-9_]*|[-+]?[0-9]{19,}"
            + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
            + "|[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    private final String file;
    private final Iterator<Event> events;

    private TemplateText(String file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    /** @param file what errors call the text */
    static ObjectNode parse(String file, String text) {
        LoadSettings settings =
                LoadSettings.builder().setLabel(file).setCodePointLimit(LONGEST).build();
        try {
            return new TemplateText(file, new Parse(settings).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            throw new Unsupported(
                    file,
                    mark.map(m -> "line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1) + ": ")
                                    .orElse("")
                            + "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new Unsupported(file, "not YAML: " + e.getMessage());
        }
    }

    private ObjectNode document() {
        events.next();
        if (!(events.next() instanceof DocumentStartEvent)) {
            throw new Unsupported(file, "nothing: expected a template");
        }
        JsonNode root = node(events.next(), file + ":", 0);
        events.next();
        if (!(events.next() instanceof StreamEndEvent)) {
            throw new Unsupported(file, "more than one document: expected one");
        }
        if (root instanceof ObjectNode template) {
            return template;
        }
        throw new Unsupported(file, "expected a mapping of sections");
    }

    private JsonNode node(Event event, String path, int depth) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw new Unsupported(path, "an anchor or alias" + line(event) + ": expected the value written out");
        }
        if (depth == DEEPEST) {
            throw new Unsupported(path, "nested deeper than " + DEEPEST + " levels");
        }
        Optional<String> function = tag(event).map(tag -> function(path, tag, event));
        JsonNode value =
                switch (event) {
                    case MappingStartEvent start -> mapping(path, depth + 1);
                    case CollectionStartEvent start -> items(path, depth + 1);
                    case ScalarEvent scalar ->
                        function.isPresent() ? TextNode.valueOf(scalar.getValue()) : scalar(path, scalar);
                    default -> throw new Unsupported(path, "not a value" + line(event));
                };
        return function.<JsonNode>map(
                        name -> JSON.objectNode().set(name, name.equals("Fn::GetAtt") ? parts(value) : value))
                .orElse(value);
    }

    private ObjectNode mapping(String path, int depth) {
        ObjectNode mapping = JSON.objectNode();
        for (Event event = events.next(); !(event instanceof CollectionEndEvent); event = events.next()) {
            if (!(event instanceof ScalarEvent key) || key.getTag().isPresent()) {
                throw new Unsupported(path, "a key that is not text" + line(event));
            }
            String name = key.getValue();
            if (key.isPlain()
                    && (TWOFOLD.matcher(name).matches() && !WHOLE.matcher(name).matches())) {
                throw new Unsupported(path, "the key " + name + line(event) + ": expected quotes around it");
            }
            if (mapping.has(name)) {
                throw new Unsupported(below(path, name), "written a second time" + line(event));
            }
            mapping.set(name, node(events.next(), below(path, name), depth));
        }
        return mapping;
    }

    private ArrayNode items(String path, int depth) {
        ArrayNode items = JSON.arrayNode();
        for (Event event = events.next(); !(event instanceof CollectionEndEvent); event = events.next()) {
            items.add(node(event, path + "[" + items.size() + "]", depth));
        }
        return items;
    }

    private static JsonNode scalar(String path, ScalarEvent scalar) {
        String text = scalar.getValue();
        if (!scalar.isPlain()) {
            return TextNode.valueOf(text);
        }
        if (NULL.matcher(text).matches()) {
            throw new Unsupported(path, "nothing" + line(scalar) + ": CloudFormation takes no null");
        }
        if (FLAG.matcher(text).matches()) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        if (WHOLE.matcher(text).matches()) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        if (DECIMAL.matcher(text).matches()) {
            return DoubleNode.valueOf(Double.parseDouble(text));
        }
        if (TWOFOLD.matcher(text).matches()) {
            throw new Unsupported(
                    path, text + line(scalar) + ": read differently by versions of YAML, expected quotes around it");
        }
        return TextNode.valueOf(text);
    }

    /** {@code A.B.C} as the long form has it: the resource, and the attribute's whole name. */
    private static JsonNode parts(JsonNode value) {
        int dot = value.asText().indexOf('.');
        return value.isTextual() && dot > 0
                ? JSON.arrayNode()
                        .add(value.asText().substring(0, dot))
                        .add(value.asText().substring(dot + 1))
                : value;
    }

    private static String function(String path, String tag, Event event) {
        if (!tag.matches("![A-Za-z0-9]+")) {
            throw new Unsupported(path, "the tag " + tag + line(event) + ": expected a function such as !Ref");
        }
        String name = tag.substring(1);
        return name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
    }

    private static Optional<String> tag(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
        };
    }

    private static String below(String path, String name) {
        return path.endsWith(":") ? path + " " + name : path + "." + name;
    }

    private static String line(Event event) {
        return event.getStartMark()
                .map(mark -> " (line " + (mark.getLine() + 1) + ")")
                .orElse("");
    }
}
