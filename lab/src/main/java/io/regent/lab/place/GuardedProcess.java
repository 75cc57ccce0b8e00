package io.regent.lab.place;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that cannot outlive this JVM, however the JVM ends. A shell stands between the two: it waits for the
 * program, and a second one watches a pipe from this JVM. The kernel closes the pipe when the JVM is gone, by SIGKILL
 * too, and the watcher then kills the program, stopped or not.
 */
final class GuardedProcess {
    // The innermost shell tells its process id and becomes the program. The watcher's output is cut off, so that the
    // program's end is the end of the output. While the outer shell has not waited for the program, its process id
    // cannot be another's, so the watcher never kills a stranger.
    private static final String GUARD = """
            child=
            trap 'test -n "$child" && kill -KILL "$child"' HUP INT TERM
            exec 3<&0
            sh -c 'echo "$$"; exec "$@"' sh "$@" </dev/null 3<&- &
            child=$!
            (read -r line <&3; kill -KILL "$child") >/dev/null 2>&1 &
            watcher=$!
            wait "$child" 2>/dev/null
            status=$?
            kill -KILL "$watcher" 2>/dev/null
            exit "$status"
            """;

    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(5);
    private static final int LINES_KEPT = 20;
    private static final int MOST_OF_A_LINE = 500;

    private final Process guard;
    private final CompletableFuture<Long> pid = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reading;

    private GuardedProcess(Process guard) {
        this.guard = guard;
        this.reading = Thread.ofVirtual().name("output of " + guard.pid()).start(this::readOutput);
    }

    /**
     * Starts a program and returns when its process exists; whether it does what it should is for the caller to see.
     *
     * @param command the program and its arguments
     * @param shunned prefix of the environment variables that the program does not get
     */
    static GuardedProcess start(List<String> command, Path directory, String shunned) {
        List<String> line = new ArrayList<>(List.of("sh", "-c", GUARD, "sh"));
        line.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith(shunned));
        GuardedProcess process;
        try {
            process = new GuardedProcess(builder.start());
        } catch (IOException e) {
            throw new PlaceFailed("cannot start " + command.getFirst(), e);
        }
        try {
            process.pid.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return process;
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
            throw new PlaceFailed("interrupted while starting " + command.getFirst());
        } catch (ExecutionException | TimeoutException e) {
            process.kill();
            throw new PlaceFailed(command.getFirst() + " did not start" + process.lastWords());
        }
    }

    private void readOutput() {
        try (BufferedReader output = guard.inputReader(StandardCharsets.UTF_8)) {
            for (Optional<String> line = readLine(output); line.isPresent(); line = readLine(output)) {
                keep(line.get());
            }
        } catch (IOException closed) {
            // The process is gone, and with it what it had to say.
        } finally {
            pid.completeExceptionally(new IOException("ended before it told its process id"));
        }
    }

    /** The next line, or none at the end; of a long one the beginning. */
    private static Optional<String> readLine(BufferedReader output) throws IOException {
        StringBuilder line = new StringBuilder();
        int read = output.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = output.read()) {
            if (line.length() < MOST_OF_A_LINE) {
                line.append((char) read);
            }
        }
        return Optional.of(line.toString());
    }

    private void keep(String line) {
        if (!pid.isDone() && line.matches("\\d{1,18}")) {
            pid.complete(Long.valueOf(line));
            return;
        }
        synchronized (lastLines) {
            if (lastLines.size() == LINES_KEPT) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
    }

    /** The program's own process id. */
    long pid() {
        return pid.join();
    }

    boolean isAlive() {
        return guard.isAlive();
    }

    /** The end of the program's output, as the tail of a message; empty where it wrote none. */
    String lastWords() {
        if (!guard.isAlive()) {
            awaitOutput();
        }
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "" : ". Its last words:\n  " + String.join("\n  ", lastLines);
        }
    }

    private void awaitOutput() {
        try {
            reading.join(END_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends the program a signal that it survives.
     *
     * @param name without SIG, such as {@code STOP}
     */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\"", "sh", name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(SIGNAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill.destroyForcibly();
                throw new PlaceFailed("SIG" + name + " to process " + pid() + " took too long");
            }
            if (kill.exitValue() != 0) {
                throw new PlaceFailed("process " + pid() + " is gone" + lastWords());
            }
        } catch (IOException e) {
            throw new PlaceFailed("cannot send SIG" + name + " to process " + pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlaceFailed("interrupted while sending SIG" + name);
        }
    }

    /** Ends the program by SIGKILL, which a stopped one cannot withstand either, and waits until it is gone. */
    void kill() {
        try {
            if (pid.isDone() && !pid.isCompletedExceptionally() && guard.isAlive()) {
                ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
            } else {
                closePipe();
            }
            if (!guard.waitFor(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                closePipe();
                guard.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        awaitOutput();
    }

    /** Has the watcher kill the program. */
    private void closePipe() {
        try {
            guard.getOutputStream().close();
        } catch (IOException gone) {
            // The pipe's other end is closed: the shells have ended.
        }
    }
}
