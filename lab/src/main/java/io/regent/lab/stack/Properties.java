package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A mapping of a resolved template, read strictly: whoever reads it takes every property out by name and ends with
 * {@link #done}, which refuses what nobody took. Text stands for a number or a flag and the other way round, as
 * CloudFormation has it.
 */
public final class Properties {
    private final String path;
    private final JsonNode node;
    private final Set<String> left = new LinkedHashSet<>();
    private final List<Properties> sections = new ArrayList<>();

    /** @param path where it stands, for errors */
    public Properties(String path, JsonNode node) {
        if (!node.isObject()) {
            throw new Unsupported(path, "expected a mapping, found " + node);
        }
        this.path = path;
        this.node = node;
        node.fieldNames().forEachRemaining(left::add);
    }

    /** Where it stands. */
    public String path() {
        return path;
    }

    /** All of it as it stands. */
    public JsonNode node() {
        return node;
    }

    /** The names that are given. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public boolean has(String name) {
        return node.has(name);
    }

    /** A value of any form. */
    public Optional<JsonNode> find(String name) {
        left.remove(name);
        return Optional.ofNullable(node.get(name));
    }

    /** A value of any form that has to be there. */
    public JsonNode value(String name) {
        return find(name).orElseThrow(() -> new Unsupported(path, name + ": expected, and not there"));
    }

    public String text(String name) {
        return scalar(at(name), value(name));
    }

    public String textOr(String name, String otherwise) {
        return find(name).map(value -> scalar(at(name), value)).orElse(otherwise);
    }

    public long number(String name) {
        return whole(at(name), text(name));
    }

    public long numberOr(String name, long otherwise) {
        return find(name).map(value -> whole(at(name), scalar(at(name), value))).orElse(otherwise);
    }

    public double decimal(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw new Unsupported(at(name), "expected a number, found " + node.get(name));
        }
    }

    public boolean flag(String name) {
        return truth(at(name), text(name));
    }

    public boolean flagOr(String name, boolean otherwise) {
        return find(name).map(value -> truth(at(name), scalar(at(name), value))).orElse(otherwise);
    }

    /** A list of texts; none where it is not given. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        items(name).forEach(item -> texts.add(scalar(at(name), item)));
        return texts;
    }

    /** The items of a list, whatever they are; none where it is not given. */
    public List<JsonNode> items(String name) {
        Optional<JsonNode> list = find(name);
        if (list.isPresent() && !list.get().isArray()) {
            throw new Unsupported(at(name), "expected a list, found " + list.get());
        }
        List<JsonNode> items = new ArrayList<>();
        list.ifPresent(found -> found.forEach(items::add));
        return items;
    }

    /** A mapping that has to be there; {@link #done} looks at it too. */
    public Properties section(String name) {
        return keep(new Properties(at(name), value(name)));
    }

    /** A mapping that may be there. */
    public Optional<Properties> findSection(String name) {
        return find(name).map(value -> keep(new Properties(at(name), value)));
    }

    /** The mappings of a list; none where it is not given. */
    public List<Properties> sections(String name) {
        List<Properties> found = new ArrayList<>();
        List<JsonNode> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            found.add(keep(new Properties(at(name) + "[" + i + "]", items.get(i))));
        }
        return found;
    }

    /** A mapping of names to texts; empty where it is not given. */
    public Map<String, String> textMap(String name) {
        Map<String, String> map = new TreeMap<>();
        findSection(name).ifPresent(section -> section.names().forEach(key -> map.put(key, section.text(key))));
        return map;
    }

    /** Refuses whatever nobody has taken, here and in the sections that were opened. */
    public void done() {
        if (!left.isEmpty()) {
            throw new Unsupported(path + "." + left.iterator().next(), "a property that the lab does not know");
        }
        sections.forEach(Properties::done);
    }

    private Properties keep(Properties section) {
        sections.add(section);
        return section;
    }

    private String at(String name) {
        return path + "." + name;
    }

    private static String scalar(String path, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new Unsupported(path, "expected a text, a number or a flag, found " + value);
        }
        return value.asText();
    }

    private static long whole(String path, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Unsupported(path, "expected a whole number, found " + text);
        }
    }

    private static boolean truth(String path, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Unsupported(path, "expected true or false, found " + text);
        };
    }
}
