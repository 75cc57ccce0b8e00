package io.regent.lab.bench;

import java.io.IOException;

/** Ends this JVM when the one that started it is gone, which shows as the end of standard input. */
final class EndWithInput {
    private EndWithInput() {}

    static void await() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is expected; only the end matters.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(0);
    }
}
