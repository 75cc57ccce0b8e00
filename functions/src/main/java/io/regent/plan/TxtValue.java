package io.regent.plan;

/**
 * Text as the value of a TXT record: quoted strings of at most 255 characters, side by side (Route 53 Developer Guide,
 * "Supported DNS record types", TXT).
 */
final class TxtValue {
    private static final int LONGEST_STRING = 255;

    private TxtValue() {}

    /** Quotes a text of printable ASCII without quotes and backslashes. */
    static String encode(String text) {
        StringBuilder value = new StringBuilder();
        for (int from = 0; from < text.length(); from += LONGEST_STRING) {
            String part = text.substring(from, Math.min(text.length(), from + LONGEST_STRING));
            value.append(from == 0 ? "" : " ").append('"').append(part).append('"');
        }
        return value.toString();
    }

    /** Takes the quotes off; what is not well quoted comes back in some form that no checksum accepts. */
    static String decode(String value) {
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                inside = !inside;
            } else if (inside) {
                text.append(c);
            }
        }
        return text.toString();
    }
}
