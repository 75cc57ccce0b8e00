package io.regent.lab.demo;

/** Something that the script says did not come true. */
public final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
        super(message);
    }
}
