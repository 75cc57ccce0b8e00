package io.regent.lab.twin.route53;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of a health check as a request gives them or Route 53 holds them: the texts that stand in the API's XML, one
 * for each setting, several for a list. What a request asked for is not yet judged.
 */
public record CheckFields(Map<CheckField, List<String>> values) {
    /** No settings. */
    public static final CheckFields NONE = new CheckFields(Map.of());

    public CheckFields {
        Map<CheckField, List<String>> copy = new EnumMap<>(CheckField.class);
        values.forEach((field, texts) -> copy.put(field, List.copyOf(texts)));
        values = Collections.unmodifiableMap(copy);
    }

    /** The same with a setting more, or another one in its place. */
    public CheckFields with(CheckField field, String... texts) {
        return with(field, List.of(texts));
    }

    /** The same with a setting more, or another one in its place. */
    public CheckFields with(CheckField field, List<String> texts) {
        return with(new CheckFields(Map.of(field, texts)));
    }

    /** The same with other settings more, or in the place of these. */
    CheckFields with(CheckFields others) {
        Map<CheckField, List<String>> all = new EnumMap<>(CheckField.class);
        all.putAll(values);
        all.putAll(others.values);
        return new CheckFields(all);
    }

    CheckFields without(Collection<CheckField> fields) {
        Map<CheckField, List<String>> rest = new EnumMap<>(CheckField.class);
        rest.putAll(values);
        rest.keySet().removeAll(fields);
        return new CheckFields(rest);
    }

    boolean has(CheckField field) {
        return values.containsKey(field);
    }

    /** The setting's text, or the empty text where it is not given. */
    public String text(CheckField field) {
        List<String> texts = list(field);
        return texts.isEmpty() ? "" : texts.getFirst();
    }

    /** The texts of a list; empty where it is not given. */
    public List<String> list(CheckField field) {
        return values.getOrDefault(field, List.of());
    }
}
