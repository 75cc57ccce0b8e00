package io.regent.document;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one mapping. It learns which fields there are from what is asked for, so what a reader reads and what
 * it accepts can never differ.
 */
final class Fields {
    private static final Node.Mapping NOTHING = new Node.Mapping(Map.of());

    private final Path path;
    private final Node.Mapping mapping;
    private final boolean mistaken;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(Path path, Node.Mapping mapping, boolean mistaken, Problems problems) {
        this.path = path;
        this.mapping = mapping;
        this.mistaken = mistaken;
        this.problems = problems;
    }

    /** The fields that stand somewhere; none when that is no mapping, which is then told. */
    static Fields of(Spot spot, String accepted) {
        if (spot.node() instanceof Node.Mapping mapping) {
            return new Fields(spot.path(), mapping, false, spot.problems());
        }
        spot.expected(accepted);
        return new Fields(spot.path(), NOTHING, true, spot.problems());
    }

    /** The fields of a section that may be left out, all of whose fields may be left out too. */
    Fields section(String name) {
        return optional(name)
                .map(spot -> of(spot, "a mapping, or {} for the defaults"))
                .orElseGet(() -> new Fields(at(name), NOTHING, false, problems));
    }

    /** Whether a field is written, whatever stands there. */
    boolean has(String name) {
        return mapping.fields().containsKey(name);
    }

    Path path() {
        return path;
    }

    Path at(String name) {
        return path.field(name);
    }

    Optional<Spot> optional(String name) {
        asked.add(name);
        return Optional.ofNullable(mapping.fields().get(name)).map(node -> new Spot(at(name), node, problems));
    }

    Optional<Spot> required(String name, String accepted) {
        Optional<Spot> spot = optional(name);
        if (spot.isEmpty() && !mistaken) {
            problems.add(at(name), "missing: expected " + accepted);
        }
        return spot;
    }

    /** Every key with what stands there, for a mapping whose keys are names and not fields. */
    List<Map.Entry<String, Spot>> entries() {
        return mapping.fields().entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), new Spot(at(entry.getKey()), entry.getValue(), problems)))
                .toList();
    }

    /** Whether nothing is wrong with some fields, so that they can be compared with one another. */
    boolean cleanAt(String... names) {
        return !mistaken && List.of(names).stream().allMatch(name -> problems.cleanAt(at(name)));
    }

    void problem(String name, String message) {
        problems.add(at(name), message);
    }

    /** To be called when every field was asked for: tells the fields that nobody asked for. */
    void refuseOthers() {
        for (String name : mapping.fields().keySet()) {
            if (!asked.contains(name)) {
                String guess = Wording.nearest(name, asked)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("");
                problems.add(at(name), "unknown field: expected one of " + String.join(", ", asked) + guess);
            }
        }
    }
}
