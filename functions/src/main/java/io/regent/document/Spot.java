package io.regent.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A place in a document with what stands there. Every reading gives the value, or tells the problem and gives none. */
record Spot(Path path, Node node, Problems problems) {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,8})");

    /** Tells that what stands here is not what is accepted. */
    void expected(String accepted) {
        if (!(node instanceof Node.Unreadable)) {
            problems.add(path, found() + ": expected " + accepted);
        }
    }

    /** Text of any kind, quoted or not, that passes a test. */
    Optional<String> text(String accepted, Predicate<String> test) {
        if (node instanceof Node.Text text && !text.isNothing() && test.test(text.value())) {
            return Optional.of(text.value());
        }
        expected(accepted);
        return Optional.empty();
    }

    Optional<Integer> whole(int least, int most) {
        if (node instanceof Node.Text text
                && text.plain()
                && WHOLE.matcher(text.value()).matches()) {
            int value = Integer.parseInt(text.value());
            if (value >= least && value <= most) {
                return Optional.of(value);
            }
        }
        expected("a whole number from " + least + " to " + most);
        return Optional.empty();
    }

    Optional<Boolean> flag() {
        if (node instanceof Node.Text text
                && text.plain()
                && (text.value().equals("true") || text.value().equals("false"))) {
            return Optional.of(text.value().equals("true"));
        }
        expected("true or false");
        return Optional.empty();
    }

    Optional<Duration> duration(Duration least, Duration most) {
        Optional<Duration> value = node instanceof Node.Text text ? Durations.parse(text.value()) : Optional.empty();
        if (value.isPresent()
                && value.get().compareTo(least) >= 0
                && value.get().compareTo(most) <= 0) {
            return value;
        }
        expected("a duration such as 500ms, 5s, 10m or 1h, from " + Durations.print(least) + " to "
                + Durations.print(most));
        return Optional.empty();
    }

    /** One of an enum's constants, written in lower case. */
    <E extends Enum<E>> Optional<E> choice(E[] constants) {
        List<String> words = Arrays.stream(constants).map(Spot::word).toList();
        if (node instanceof Node.Text text) {
            int index = words.indexOf(text.value());
            if (index >= 0) {
                return Optional.of(constants[index]);
            }
            Optional<String> nearest = Wording.nearest(text.value(), words);
            expected(String.join(", ", words)
                    + nearest.map(word -> "; did you mean " + word + "?").orElse(""));
        } else {
            expected(String.join(", ", words));
        }
        return Optional.empty();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The items of a list, each written once. */
    Optional<List<Spot>> items(int least, int most, String accepted) {
        if (!(node instanceof Node.Items list)
                || list.items().size() < least
                || list.items().size() > most) {
            expected("a list of " + least + " to " + most + ", each " + accepted);
            return Optional.empty();
        }
        List<Spot> spots = new ArrayList<>();
        Set<Node> seen = new HashSet<>();
        for (Node item : list.items()) {
            Spot spot = new Spot(path.item(spots.size()), item, problems);
            spots.add(spot);
            if (!seen.add(item)) {
                spot.expected("each once");
            }
        }
        return Optional.of(List.copyOf(spots));
    }

    private String found() {
        return switch (node) {
            case Node.Text text -> found(text);
            case Node.Items list -> "a list of " + list.items().size();
            case Node.Mapping mapping -> "a mapping of " + mapping.fields().size();
            case Node.Unreadable unreadable -> "something unreadable";
        };
    }

    private static String found(Node.Text text) {
        if (text.isNothing()) {
            return "nothing";
        }
        return text.plain() ? Wording.quoted(text.value()) : "the text \"" + Wording.clean(text.value()) + "\"";
    }
}
