package io.regent.document;

import java.util.regex.Pattern;

/** A place in a document, in the notation of {@link Problem#path}. */
record Path(String text) {
    /** The whole document. */
    static final Path ROOT = new Path("");

    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    Path field(String key) {
        if (PLAIN_KEY.matcher(key).matches()) {
            return new Path(text.isEmpty() ? key : text + "." + key);
        }
        String escaped = Wording.clean(key).replace("\\", "\\\\").replace("\"", "\\\"");
        return new Path(text + "[\"" + escaped + "\"]");
    }

    Path item(int index) {
        return new Path(text + "[" + index + "]");
    }

    /** Whether another place is this one or lies in it. */
    boolean holds(String other) {
        if (text.isEmpty() || other.equals(text)) {
            return true;
        }
        return other.startsWith(text) && (other.charAt(text.length()) == '.' || other.charAt(text.length()) == '[');
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "(document)" : text;
    }
}
