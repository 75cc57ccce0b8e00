package io.regent.lab;

import io.regent.json.Json;
import io.regent.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The functions' log lines whole, one JSON object a line. Each start begins it anew, and it stays when the program has
 * ended. Thread-safe.
 */
final class LogFile implements AutoCloseable {
    private static final long MOST_CHARACTERS = 50_000_000;

    private final Path path;
    private final Writer out;
    private long written;

    /** @throws IOException when the file cannot be written */
    LogFile(Path path) throws IOException {
        this.path = path;
        this.out = Files.newBufferedWriter(path);
    }

    /** Writes a line; once the file is long, later ones are left out. */
    synchronized void append(JsonObject line) {
        String text = Json.write(line) + "\n";
        written += text.length();
        if (written > MOST_CHARACTERS) {
            return;
        }
        try {
            out.write(text);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** A function that is about to end may still have something to say: from now on it is left out. */
    @Override
    public synchronized void close() throws IOException {
        written = MOST_CHARACTERS;
        out.close();
    }
}
