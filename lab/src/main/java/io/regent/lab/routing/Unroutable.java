package io.regent.lab.routing;

import java.io.Serial;

/** Why the templates cannot be written: names what is wrong, and what is accepted there. */
public final class Unroutable extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    Unroutable(String why) {
        super(why);
    }
}
