package io.regent.lab.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where {@code samconfig.toml} and the templates that it names come from. */
@FunctionalInterface
public interface Templates {
    /** The file that tells the repository. */
    String CONFIG = "samconfig.toml";

    /** What stands in a file. */
    String text(String file);

    /**
     * The repository that this process runs in, its top directory or one below.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Templates ofRepository() {
        return List.of(Path.of(""), Path.of("..")).stream()
                .filter(directory -> Files.exists(directory.resolve(CONFIG)))
                .findFirst()
                .map(Templates::in)
                .orElseThrow(() -> new IllegalArgumentException("no " + CONFIG + " in "
                        + Path.of("").toAbsolutePath() + " or above it: start the lab in Regent's repository"));
    }

    /** The files of a directory. */
    static Templates in(Path directory) {
        return file -> {
            try {
                return Files.readString(directory.resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        };
    }

    /**
     * The same with one piece of one file written otherwise, for whoever wants to see what comes of a mistake.
     *
     * @param piece stands once in the file
     */
    default Templates but(String file, String piece, String otherwise) {
        return wanted -> {
            String text = text(wanted);
            if (!wanted.equals(file)) {
                return text;
            }
            int at = text.indexOf(piece);
            if (at < 0 || text.indexOf(piece, at + 1) >= 0) {
                throw new IllegalArgumentException(file + ": '" + piece + "': expected once");
            }
            return text.substring(0, at) + otherwise + text.substring(at + piece.length());
        };
    }
}
