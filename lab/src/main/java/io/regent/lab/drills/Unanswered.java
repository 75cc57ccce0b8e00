package io.regent.lab.drills;

/** A call that brought no answer of a function; the message says why, in words for a person. */
public final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered(String message) {
        super(message);
    }
}
