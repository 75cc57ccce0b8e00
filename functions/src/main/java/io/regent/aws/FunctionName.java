package io.regent.aws;

import java.util.regex.Pattern;

/**
 * A Lambda function to invoke in a region.
 *
 * @param name the function's name alone, no ARN: which region it is in is said elsewhere
 * @param qualifier an alias, a version, or {@code $LATEST}
 */
public record FunctionName(String name, String qualifier) {
    /** What {@link #name} may be (Lambda API Reference, "Invoke"). */
    public static final String ACCEPTED_NAME = "1 to 64 letters, digits, hyphens or underscores";

    /** What {@link #qualifier} may be. */
    public static final String ACCEPTED_QUALIFIER =
            "$LATEST, or a version or alias of 1 to 128 letters, digits, hyphens or underscores";

    /** The qualifier of a function that publishes no versions. */
    public static final String LATEST = "$LATEST";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern QUALIFIER = Pattern.compile("\\$LATEST|[A-Za-z0-9_-]{1,128}");

    public FunctionName {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("function '" + name + "': expected " + ACCEPTED_NAME);
        }
        if (!QUALIFIER.matcher(qualifier).matches()) {
            throw new IllegalArgumentException("qualifier '" + qualifier + "': expected " + ACCEPTED_QUALIFIER);
        }
    }

    public static FunctionName latest(String name) {
        return new FunctionName(name, LATEST);
    }
}
