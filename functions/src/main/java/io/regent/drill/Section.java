package io.regent.drill;

import io.regent.json.JsonValue;
import java.util.List;

/**
 * A part of a report: the same facts for machines and for a person.
 *
 * @param name its field in the report, such as {@code before}
 * @param title its heading in the text, such as {@code What stood before}
 * @param facts for machines
 * @param lines for a person: aligned, each at most 100 characters, without the heading
 */
public record Section(String name, String title, JsonValue facts, List<String> lines) {
    public Section {
        lines = List.copyOf(lines);
    }
}
