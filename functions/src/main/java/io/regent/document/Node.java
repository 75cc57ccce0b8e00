package io.regent.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document's text as a tree, before anything is known about fields. */
sealed interface Node {
    /**
     * A single value.
     *
     * @param plain written without quotes, so that it may be a number, a truth value or nothing
     */
    record Text(String value, boolean plain) implements Node {
        /** Nothing, in the words of YAML 1.2's core schema. */
        boolean isNothing() {
            return plain && (value.isEmpty() || value.equals("~") || value.equalsIgnoreCase("null"));
        }
    }

    /** A list. */
    record Items(List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Keys with their values, in the order of the text. */
    record Mapping(Map<String, Node> fields) implements Node {
        public Mapping {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** Something whose problem is already told; nothing more is said about it. */
    record Unreadable() implements Node {}
}
