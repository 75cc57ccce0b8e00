package io.regent.lab.routing;

import io.regent.fleet.Region;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How things are called in templates. */
final class Names {
    private Names() {}

    /** A region as a part of a logical id, which takes letters and digits alone: {@code eu-west-1} is EuWest1. */
    static String camel(Region region) {
        return Arrays.stream(region.id().split("-", -1))
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }

    /** A text as a YAML scalar in single quotes. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
