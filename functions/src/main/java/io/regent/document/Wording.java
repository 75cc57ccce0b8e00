package io.regent.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How problems speak of what they found. */
final class Wording {
    private static final int LONGEST_QUOTE = 60;
    private static final int LONGEST_GUESSED = 40;

    private Wording() {}

    /** A found text without control characters and not too long, fit for a log or a terminal. */
    static String clean(String found) {
        StringBuilder clean = new StringBuilder();
        found.codePoints()
                .limit(LONGEST_QUOTE)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .forEach(clean::appendCodePoint);
        return found.codePointCount(0, found.length()) > LONGEST_QUOTE ? clean + "..." : clean.toString();
    }

    static String quoted(String found) {
        return "'" + clean(found) + "'";
    }

    /** The accepted word that was probably meant: at most one letter in three differs. */
    static Optional<String> nearest(String found, Collection<String> accepted) {
        if (found.length() > LONGEST_GUESSED) {
            return Optional.empty();
        }
        return accepted.stream()
                .filter(word -> distance(found, word) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(word -> distance(found, word)));
    }

    /** Edits (insert, remove, replace a letter; case is forgiven) that lead from one word to the other. */
    private static int distance(String from, String to) {
        int[] last = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = last[j - 1] + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
            }
            last = row;
        }
        return last[to.length()];
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
