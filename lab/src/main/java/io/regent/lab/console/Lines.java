package io.regent.lab.console;

import java.io.IOException;
import java.util.Optional;

/** Where lines come from and answers go to. */
interface Lines extends AutoCloseable {
    /** The next line, or none at the end of the input or when the person ends it. */
    Optional<String> next() throws IOException;

    /** Shows some lines; safe from every thread, also while {@link #next} waits. */
    void say(String text);

    /** Gives the terminal back as it was found. */
    @Override
    void close() throws IOException;
}
