package io.regent.process;

/** The one home of standard output, which Lambda takes as the function's log. */
public final class StandardOutput {
    private StandardOutput() {}

    /** Writes a line whole, however many threads write. */
    public static void line(String line) {
        System.out.println(line);
    }
}
