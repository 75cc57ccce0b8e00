package io.regent.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program of the lab in a JVM of its own, with this one's class path. It tells its results as lines on standard
 * output, and ends when its standard input does, so it cannot outlive this JVM.
 */
final class ChildJvm implements AutoCloseable {
    /**
     * As a function of 256 MB runs: the serial collector, the quick compiler only, and a heap that leaves room for the
     * rest of the JVM.
     */
    static final List<String> LAMBDA_LIKE = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms8m", "-Xmx64m");

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Process process;
    private final BufferedReader lines;

    ChildJvm(List<String> flags, Class<?> program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * The next line that the program tells.
     *
     * @throws IOException when it ended instead, or told nothing for {@link #LONGEST}
     */
    String line() throws IOException, InterruptedException {
        CompletableFuture<Process> watch = CompletableFuture.supplyAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS));
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("a measuring JVM ended with exit code " + process.waitFor());
            }
            return line;
        } finally {
            watch.cancel(false);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
