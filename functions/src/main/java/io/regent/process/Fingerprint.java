package io.regent.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The first {@value #DIGITS} hexadecimal digits of a SHA-256, by which regions are compared: equal for equal things,
 * and for others only by a chance that nobody has to think of.
 */
public final class Fingerprint {
    static final int DIGITS = 16;

    private static final int MOST_FILES = 50_000;

    private Fingerprint() {}

    /** That of a text. */
    public static String of(String text) {
        MessageDigest digest = sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return shortened(digest);
    }

    /**
     * That of the code that a class belongs to: of the names and contents of all files beside it, as they were
     * deployed, or of the one archive that holds it. Times of files do not count. Reads all of it, so it takes its
     * time.
     *
     * @throws UncheckedIOException where it cannot be read
     */
    public static String ofCodeOf(Class<?> one) {
        try {
            return of(Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("code that stands nowhere", e);
        }
    }

    static String of(Path root) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files(root)) {
            digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            // What cannot be in a name ends it, and the length ends what follows.
            digest.update((byte) 0);
            digest.update(Long.toString(Files.size(file)).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(Files.readAllBytes(file));
        }
        return shortened(digest);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            List<Path> files = found.filter(Files::isRegularFile)
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
            if (files.size() > MOST_FILES) {
                throw new IOException("more than " + MOST_FILES + " files of code");
            }
            return files;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String shortened(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }
}
