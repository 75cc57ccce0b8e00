package io.regent.replay;

import java.util.Locale;

/** What an endpoint did for a while. */
enum Doing {
    /** It had its share. */
    SERVES,
    /** It came back by steps, with a part of its share. */
    RETURNS,
    /** It stood by without traffic. */
    STANDS_BY,
    /** It was drained. */
    OUT,
    /** Nothing is known: nobody told routing control anything. */
    UNTOLD;

    /** Its name in reports, such as {@code stands-by}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean hasTraffic() {
        return this == SERVES || this == RETURNS;
    }

    /** Whether it does all that it is there for. */
    boolean isWhole() {
        return this == SERVES || this == STANDS_BY;
    }
}
