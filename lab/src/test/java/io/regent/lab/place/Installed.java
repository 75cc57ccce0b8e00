package io.regent.lab.place;

import java.util.Objects;

/** What the machine that runs the tests has. */
final class Installed {
    private Installed() {}

    static String searchPath() {
        return Objects.requireNonNullElse(System.getenv("PATH"), "");
    }
}
