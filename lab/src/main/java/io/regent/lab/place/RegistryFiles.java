package io.regent.lab.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A registry's temporary directory: its configuration and what was pushed to it. */
record RegistryFiles(Path directory) {
    private static final int SECRET_BYTES = 16;

    /** Creates the directory and writes the configuration of a registry that listens at an address. */
    static RegistryFiles create(InetSocketAddress address) {
        try {
            RegistryFiles files = new RegistryFiles(Files.createTempDirectory("regent-registry-"));
            Files.writeString(files.configuration(), files.text(address));
            return files;
        } catch (IOException e) {
            throw new PlaceFailed("cannot write a registry's files to the temporary directory", e);
        }
    }

    Path configuration() {
        return directory.resolve("config.yml");
    }

    // The debug server is off unless it is configured: two registries on one machine would want the same port for it.
    private String text(InetSocketAddress address) {
        return """
                version: 0.1
                log:
                  level: error
                  accesslog:
                    disabled: true
                storage:
                  filesystem:
                    rootdirectory: '%s'
                  delete:
                    enabled: true
                http:
                  addr: '%s'
                  secret: '%s'
                """.formatted(
                        directory.resolve("data").toString().replace("'", "''"), PlaceFailed.text(address), secret());
    }

    // Signs the state of an upload: an upload can go on after a restart only when it stays the same.
    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Deletes the directory and all in it; without effect when it is gone. */
    void delete() {
        if (Files.notExists(directory)) {
            return;
        }
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
