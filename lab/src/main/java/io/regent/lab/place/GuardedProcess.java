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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A program that cannot outlive this JVM, however the JVM ends. A shell stands between the two: it waits for the
 * program, and a second one watches a pipe from this JVM. The kernel closes the pipe when the JVM is gone, by SIGKILL
 * too, and the watcher then kills the program, stopped or not.
 */
public final class GuardedProcess {
    // The innermost shell tells its process id and becomes the program. The watcher's output is cut off, so that the
    // program's end is the end of the output. While the outer shell has not waited for the program, its process id
    // cannot be another's, so the watcher never signals a stranger.
    private static final String GUARD = """
            child=
            trap 'test -n "$child" && kill -KILL "$child"' HUP INT TERM
            exec 3<&0
            sh -c 'echo "$$"; exec "$@"' sh "$@" </dev/null 3<&- &
            child=$!
            (while read -r signal <&3; do kill -"$signal" "$child"; done; kill -KILL "$child") >/dev/null 2>&1 &
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
    private static final int MOST_OF_A_KEPT_LINE = 500;

    /** "256 KB", the size of a log event ("CloudWatch Logs quotas"). */
    private static final int MOST_OF_A_LINE = 256 * 1024;

    private final Process guard;
    private final Consumer<String> listener;
    private final CompletableFuture<Long> pid = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reading;

    private GuardedProcess(Process guard, Consumer<String> listener) {
        this.guard = guard;
        this.listener = listener;
        this.reading = Thread.ofVirtual().name("output of " + guard.pid()).start(this::readOutput);
    }

    /**
     * Starts a program and returns when its process exists; whether it does what it should is for the caller to see.
     *
     * @param command the program and its arguments
     * @param shunned prefix of the environment variables that the program does not get
     */
    static GuardedProcess start(List<String> command, Path directory, String shunned) {
        ProcessBuilder builder = new ProcessBuilder(guarded(command)).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith(shunned));
        return start(builder, command.getFirst(), output -> {});
    }

    /**
     * Starts a program with this environment and nothing else, and returns when its process exists.
     *
     * @param command the program, by its path, and its arguments
     * @param listener hears each line of its output and of its errors, whole or its first 256 KB, from one thread
     */
    public static GuardedProcess start(
            List<String> command, Path directory, Map<String, String> environment, Consumer<String> listener) {
        ProcessBuilder builder = new ProcessBuilder(guarded(command)).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return start(builder, command.getFirst(), listener);
    }

    private static List<String> guarded(List<String> command) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "sh"));
        line.addAll(command);
        return line;
    }

    private static GuardedProcess start(ProcessBuilder builder, String program, Consumer<String> listener) {
        GuardedProcess process;
        try {
            process = new GuardedProcess(builder.redirectErrorStream(true).start(), listener);
        } catch (IOException e) {
            throw new PlaceFailed("cannot start " + program, e);
        }
        try {
            process.pid.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return process;
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
            throw new PlaceFailed("interrupted while starting " + program);
        } catch (ExecutionException | TimeoutException e) {
            process.kill();
            throw new PlaceFailed(program + " did not start" + process.lastWords());
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
            lastLines.addLast(line.substring(0, Math.min(line.length(), MOST_OF_A_KEPT_LINE)));
        }
        listener.accept(line);
    }

    /** The program's own process id. */
    public long pid() {
        return pid.join();
    }

    public boolean isAlive() {
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
     * Has something done when the program has ended.
     *
     * @param then takes the exit status, or 128 and more for a signal
     */
    @SuppressWarnings("FutureReturnValueIgnored") // What is done is the caller's, and so is its failing.
    public void whenEnded(IntConsumer then) {
        guard.onExit().thenAccept(ended -> then.accept(ended.exitValue()));
    }

    /**
     * Has the watcher send the program a signal, in the order asked for, and does not wait for it. Takes no process of
     * its own, as {@link #signal} does; without effect when the program is gone.
     *
     * @param name without SIG, such as {@code STOP}
     */
    public void signalSoon(String name) {
        try {
            synchronized (guard) {
                guard.getOutputStream().write((name + "\n").getBytes(StandardCharsets.US_ASCII));
                guard.getOutputStream().flush();
            }
        } catch (IOException gone) {
            // The pipe's other end is closed: the shells have ended.
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
    public void kill() {
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
