package io.regent.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value and the path that led to it, such as {@code detail.verdicts[2].endpoint}. Every accessor either gives what
 * was asked for or throws a {@link BadJson} that names the path, what was expected and what is there.
 */
public record JsonPlace(String path, JsonValue value) {
    /** How much of a wrong value an error message shows, in characters. */
    private static final int SHOWN = 60;

    public JsonPlace {
        Objects.requireNonNull(path);
        Objects.requireNonNull(value);
    }

    /** The top of a document; its own path is empty. */
    public static JsonPlace top(JsonValue document) {
        return new JsonPlace("", document);
    }

    /** The field of this object, which has to be there ({@code null} counts as there). */
    public JsonPlace field(String name) throws BadJson {
        var there = object().fields().get(name);
        if (there == null) {
            throw new BadJson(inside(name) + ": missing");
        }
        return new JsonPlace(inside(name), there);
    }

    /** The field of this object; empty when it is missing or {@code null}. */
    public Optional<JsonPlace> find(String name) throws BadJson {
        return object().get(name)
                .filter(there -> !(there instanceof JsonNull))
                .map(there -> new JsonPlace(inside(name), there));
    }

    /** All fields of this object, in order. */
    public Map<String, JsonPlace> fields() throws BadJson {
        var places = new LinkedHashMap<String, JsonPlace>();
        object().fields().forEach((name, there) -> places.put(name, new JsonPlace(inside(name), there)));
        return places;
    }

    /** All elements of this array, in order. */
    public List<JsonPlace> elements() throws BadJson {
        if (!(value instanceof JsonArray array)) {
            throw expected("an array");
        }
        var places = new ArrayList<JsonPlace>(array.elements().size());
        for (var element : array.elements()) {
            places.add(new JsonPlace(path + "[" + places.size() + "]", element));
        }
        return places;
    }

    /** All elements of this array, in order, of which there may be so many. */
    public List<JsonPlace> elements(int most) throws BadJson {
        List<JsonPlace> elements = elements();
        if (elements.size() > most) {
            throw expected("at most " + most + " elements");
        }
        return elements;
    }

    public JsonObject object() throws BadJson {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw expected("an object");
    }

    public String text() throws BadJson {
        if (value instanceof JsonText text) {
            return text.value();
        }
        throw expected("a text");
    }

    /** A text of at most so many characters. */
    public String text(int longest) throws BadJson {
        String text = text();
        if (text.length() > longest) {
            throw expected("at most " + longest + " characters");
        }
        return text;
    }

    /** The very text: a problem where anything else stands here. */
    public void exactly(String text) throws BadJson {
        if (!text().equals(text)) {
            throw expected(text);
        }
    }

    /** The constant that this text is the name of. */
    public <E extends Enum<E>> E oneOf(E[] constants) throws BadJson {
        String text = text();
        for (E constant : constants) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw expected(Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", ", "one of ", "")));
    }

    public boolean bool() throws BadJson {
        if (value instanceof JsonBool bool) {
            return bool.value();
        }
        throw expected("true or false");
    }

    public BigDecimal number() throws BadJson {
        if (value instanceof JsonNumber number) {
            return number.value();
        }
        throw expected("a number");
    }

    /** A whole number from {@code least} to {@code most}, both included; {@code 3.0} is whole. */
    public long whole(long least, long most) throws BadJson {
        if (value instanceof JsonNumber number
                && number.value().scale() <= 0
                && number.value().compareTo(BigDecimal.valueOf(least)) >= 0
                && number.value().compareTo(BigDecimal.valueOf(most)) <= 0) {
            return number.value().longValueExact();
        }
        throw expected("a whole number from " + least + " to " + most);
    }

    /** The error for a value of which only the caller knows what it may be; {@code accepted} completes "expected …". */
    public BadJson expected(String accepted) {
        return new BadJson((path.isEmpty() ? "the document" : path) + ": expected " + accepted + ", found " + found());
    }

    private String found() {
        return switch (value) {
            case JsonText text -> shown(text.value());
            case JsonNumber number -> number.value().toString();
            case JsonBool bool -> String.valueOf(bool.value());
            case JsonObject object -> object.kind();
            case JsonArray array -> array.kind();
            case JsonNull nothing -> nothing.kind();
        };
    }

    private static String shown(String text) {
        return text.length() <= SHOWN
                ? "'" + text + "'"
                : "'" + text.substring(0, SHOWN) + "…' (" + text.length() + " characters)";
    }

    private String inside(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
