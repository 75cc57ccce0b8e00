package io.regent.drill;

import java.util.Locale;

/** What a request came to. */
public enum Outcome {
    /** What was asked for is done, or was found out and is well. */
    DONE,
    /**
     * It is not well: a preflight failed, somebody still answers the old way, or the records are not as they should be.
     */
    UNWELL,
    /** Nothing had to be done: it stands already, or the same request was carried out before. */
    UNNEEDED,
    /** Refused, and nothing changed; the report says why, and what would be needed. */
    REFUSED,
    /** Under way: it takes effect without the one who asked, who can ask for the rest. */
    UNDER_WAY,
    /** It could not be done; the report says how far it came. */
    FAILED;

    /** Its name in reports, such as {@code under-way}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
