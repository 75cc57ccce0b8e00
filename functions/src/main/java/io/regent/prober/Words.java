package io.regent.prober;

/** Makes details that a log or a terminal can show: what comes from the network is anybody's text. */
final class Words {
    private static final int LONGEST = 200;

    private Words() {}

    static String of(Exception failure) {
        String message = failure.getMessage();
        return clean(message == null || message.isBlank() ? failure.getClass().getSimpleName() : message);
    }

    /** At most {@value #LONGEST} characters, those that are printed. */
    static String clean(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(Words::printed).limit(LONGEST).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean printed(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
