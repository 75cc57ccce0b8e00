package io.regent.ledger;

import java.util.regex.Pattern;

/**
 * Stands in the ledger, which is public, for a text that a person chose: a name, the id of a request. Equal texts have
 * equal marks. It keeps texts out of sight, and is no secret: whoever guesses a text can tell that it fits, and names
 * are easily guessed.
 *
 * @param hex 8 lower-case hexadecimal digits
 */
public record Mark(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}");

    public Mark {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("mark '" + hex + "': expected 8 lower-case hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
