package io.regent.fleet;

import java.util.Locale;
import java.util.regex.Pattern;

/** A DNS name in lower case without the last dot, such as {@code registry.example.com}. */
public record DnsName(String value) {
    /** What {@link #value} may be. */
    public static final String ACCEPTED = "a DNS name of at least two labels such as registry.example.com";

    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")+");

    public DnsName {
        if (!isName(value)) {
            throw new IllegalArgumentException("DNS name '" + value + "': expected " + ACCEPTED);
        }
        value = normal(value);
    }

    /** Whether a text is a name; upper case and a last dot are forgiven. */
    public static boolean isName(String text) {
        String name = normal(text);
        return name.length() <= LONGEST && NAME.matcher(name).matches();
    }

    private static String normal(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** The name one label below this one. */
    public DnsName child(String label) {
        return new DnsName(label + "." + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
