package io.regent.lab.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.fleet.Region;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.Arn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Forms of values that properties of many types have. */
final class Reading {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 256;

    private Reading() {}

    /** {@code Tags} as a list of keys and values; at most 50, each key once. */
    static Map<String, String> tags(Properties properties) {
        Map<String, String> tags = new TreeMap<>();
        for (Properties tag : properties.sections("Tags")) {
            if (tags.put(tag.text("Key"), tag.text("Value")) != null) {
                throw new Unsupported(tag.path() + ".Key", "the key stands twice");
            }
        }
        checkTags(properties, tags);
        return tags;
    }

    /** {@code Tags} as a mapping. */
    static Map<String, String> tagMap(Properties properties) {
        Map<String, String> tags = properties.textMap("Tags");
        checkTags(properties, tags);
        return tags;
    }

    private static void checkTags(Properties properties, Map<String, String> tags) {
        tags.forEach((key, value) -> {
            if (key.isEmpty()
                    || key.length() > LONGEST_TAG_KEY
                    || value.length() > LONGEST_TAG_VALUE
                    || tags.size() > MOST_TAGS) {
                throw wrong(properties, "Tags", "at most 50 keys of 1 to 128 and values of up to 256 characters");
            }
        });
    }

    /** A text that has to be one of those. */
    static String choice(Properties properties, String name, String... accepted) {
        String text = properties.text(name);
        if (!List.of(accepted).contains(text)) {
            throw wrong(properties, name, "one of " + String.join(", ", accepted));
        }
        return text;
    }

    /** A text that is one of those, or not given. */
    static String choiceOr(Properties properties, String name, String otherwise, String... accepted) {
        return properties.has(name) ? choice(properties, name, accepted) : otherwise;
    }

    /** A whole number within bounds, or not given. */
    static long within(Properties properties, String name, long otherwise, long least, long most) {
        long number = properties.numberOr(name, otherwise);
        if (properties.has(name) && (number < least || number > most)) {
            throw wrong(properties, name, "a whole number from " + least + " to " + most);
        }
        return number;
    }

    /** A text that a pattern matches as a whole. */
    static String form(Properties properties, String name, Pattern pattern) {
        String text = properties.text(name);
        if (!pattern.matcher(text).matches()) {
            throw wrong(properties, name, "text that matches " + pattern);
        }
        return text;
    }

    /** The same, or what holds where it is not given. */
    static String formOr(Properties properties, String name, String otherwise, Pattern pattern) {
        return properties.has(name) ? form(properties, name, pattern) : otherwise;
    }

    /** An ARN with a region and an account. */
    static Arn arn(Properties properties, String name) {
        return arn(properties.path() + "." + name, properties.text(name));
    }

    static Arn arn(String path, String text) {
        try {
            return Arn.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Unsupported(path, String.valueOf(e.getMessage()));
        }
    }

    /** A JSON document: written as one, or as text that holds one. */
    static JsonNode json(Properties properties, String name) {
        JsonNode value = properties.value(name);
        if (!value.isTextual()) {
            return value;
        }
        try {
            return JSON.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            throw wrong(properties, name, "JSON (" + e.getOriginalMessage() + ")");
        }
    }

    /** {@code AvailabilityZone}, which has to be one of the resource's region. */
    static String zone(Properties properties, Region region) {
        String zone = properties.text("AvailabilityZone");
        if (!zone.startsWith(region.id())) {
            throw wrong(properties, "AvailabilityZone", "a zone of " + region);
        }
        return zone;
    }

    /** Says what a property is and what it has to be. */
    static Unsupported wrong(Properties properties, String name, String expected) {
        return new Unsupported(
                properties.path() + "." + name,
                "expected " + expected + ", found " + properties.node().get(name));
    }

    /** For what AWS has and the twin has not: better stopped than pretended. */
    static void absent(Properties properties, String name, String why) {
        if (properties.find(name).isPresent()) {
            throw new Unsupported(properties.path() + "." + name, why);
        }
    }
}
