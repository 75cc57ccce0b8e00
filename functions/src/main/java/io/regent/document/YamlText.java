package io.regent.document;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Reads a text of YAML 1.2, of which JSON is a subset, into a tree. It takes the parser's events and builds nothing but
 * text, lists and mappings, so that no text can make it build anything else: tags, anchors, aliases, repeated keys,
 * keys that are not text, a second document and deep nesting are problems.
 */
final class YamlText {
    private static final int DEEPEST = 16;

    private final Iterator<Event> events;
    private final Problems problems;

    private YamlText(Iterator<Event> events, Problems problems) {
        this.events = events;
        this.problems = problems;
    }

    /** The tree of a text; {@link Node.Unreadable} when the text is not one document. */
    static Node parse(String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel("document")
                .setCodePointLimit(FleetDocument.LONGEST)
                .build();
        try {
            return new YamlText(new Parse(settings).parseString(text).iterator(), problems).document();
        } catch (TooDeep e) {
            problems.add(e.path, "nested deeper than " + DEEPEST + " levels: nothing more was read");
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            String place = mark.map(m -> "line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1) + ": ")
                    .orElse("");
            problems.add(Path.ROOT, place + "not YAML or JSON: " + Wording.clean(String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            problems.add(Path.ROOT, "not YAML or JSON: " + Wording.clean(String.valueOf(e.getMessage())));
        }
        return new Node.Unreadable();
    }

    private Node document() {
        events.next();
        if (!(events.next() instanceof DocumentStartEvent)) {
            problems.add(Path.ROOT, "nothing: expected a mapping with services");
            return new Node.Unreadable();
        }
        Node root = node(events.next(), Path.ROOT, 0);
        events.next();
        if (!(events.next() instanceof StreamEndEvent)) {
            problems.add(Path.ROOT, "more than one document: expected one");
        }
        return root;
    }

    private Node node(Event event, Path path, int depth) {
        boolean plainly = plainly(event, path);
        if (event instanceof CollectionStartEvent && depth == DEEPEST) {
            throw new TooDeep(path);
        }
        if (event instanceof MappingStartEvent) {
            Node mapping = mapping(path, depth + 1);
            return plainly ? mapping : new Node.Unreadable();
        }
        if (event instanceof CollectionStartEvent) {
            Node items = items(path, depth + 1);
            return plainly ? items : new Node.Unreadable();
        }
        return plainly && event instanceof ScalarEvent scalar
                ? new Node.Text(scalar.getValue(), scalar.isPlain())
                : new Node.Unreadable();
    }

    private Node mapping(Path path, int depth) {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (Event event = events.next(); !(event instanceof CollectionEndEvent); event = events.next()) {
            if (event instanceof ScalarEvent key) {
                Path place = path.field(key.getValue());
                boolean plainly = plainly(event, place);
                if (plainly && fields.containsKey(key.getValue())) {
                    problems.add(place, "written a second time" + line(event) + ": expected once");
                    node(events.next(), place, depth);
                } else {
                    fields.put(key.getValue(), node(events.next(), place, depth));
                }
            } else {
                problems.add(path, "a key that is not text" + line(event));
                node(event, path, depth);
                node(events.next(), path, depth);
            }
        }
        return new Node.Mapping(fields);
    }

    private Node items(Path path, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof CollectionEndEvent); event = events.next()) {
            items.add(node(event, path.item(items.size()), depth));
        }
        return new Node.Items(items);
    }

    /** Whether a node is free of what makes YAML more than a way to write values; tells it when not. */
    private boolean plainly(Event event, Path path) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            problems.add(path, "an anchor or alias" + line(event) + ": expected the value written out");
            return false;
        }
        Optional<String> tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case CollectionStartEvent collection -> collection.getTag();
                    default -> Optional.empty();
                };
        if (tag.isPresent()) {
            problems.add(path, "a tag" + line(event) + ": expected the value alone");
        }
        return tag.isEmpty();
    }

    private static String line(Event event) {
        return event.getStartMark()
                .map(mark -> " (line " + (mark.getLine() + 1) + ")")
                .orElse("");
    }

    /** Ends the reading at once: the parser's time grows with the square of the depth. */
    private static final class TooDeep extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Path path;

        TooDeep(Path path) {
            this.path = path;
        }
    }
}
