package io.regent.fleet;

import java.util.regex.Pattern;

/**
 * An AWS region by its code, such as {@code eu-west-1}. It is also the id of the endpoint that lives there, the
 * SetIdentifier of that endpoint's record sets, and the name of a vantage.
 */
public record Region(String id) implements Comparable<Region> {
    /** What {@link #id} may be. */
    public static final String ACCEPTED = "an AWS region code such as eu-west-1";

    private static final Pattern CODE = Pattern.compile("[a-z]{2,4}(-[a-z]{2,12}){1,2}-\\d{1,2}");

    public Region {
        if (!isCode(id)) {
            throw new IllegalArgumentException("region '" + id + "': expected " + ACCEPTED);
        }
    }

    /** Whether a text has the form of a region code; says nothing about whether AWS has such a region. */
    public static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    @Override
    public int compareTo(Region other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
