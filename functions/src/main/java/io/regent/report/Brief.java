package io.regent.report;

/** Makes texts that came from outside short enough to be passed on, so that whatever goes out is bounded. */
public final class Brief {
    /** The longest text that is passed on, in characters. */
    public static final int LONGEST = 300;

    private Brief() {}

    /** The text itself, or its beginning and an ellipsis. */
    public static String of(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
