package io.regent.lab.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Plain lines from a pipe or a file. */
final class PipeLines implements Lines {
    private final BufferedReader in;
    private final PrintStream out;

    PipeLines(InputStream in, PrintStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    @Override
    public Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            // One character more than is accepted shows that the line was too long; the rest need not be kept.
            if (line.length() <= Grammar.MOST_CHARACTERS) {
                line.append((char) read);
            }
        }
        return Optional.of(line.toString());
    }

    @Override
    public void say(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        // Both streams are the process's own: whoever gave them closes them.
    }
}
