package io.regent.lab.place;

import io.regent.lab.net.Loopback;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The {@code docker-registry} program (the distribution project's registry, 2.8), with its data in a temporary
 * directory of its own.
 */
final class DockerRegistry implements RegistryHost {
    private static final String PROGRAM = "docker-registry";
    // Such variables would overwrite what the configuration file says.
    private static final String VARIABLES = "REGISTRY_";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(25);

    /** What has become of the process. */
    private sealed interface Life {
        record Dead() implements Life {}

        record Running(GuardedProcess process) implements Life {}

        record Stopped(GuardedProcess process) implements Life {}
    }

    private final InetSocketAddress address;
    private final Path program;
    private final RegistryFiles files;
    private final Thread atShutdown = new Thread(this::end);
    // Written under the lock; the shutdown hook reads it without, since a start may hold the lock for long.
    private volatile Life life = new Life.Dead();
    private boolean closed;

    private DockerRegistry(InetSocketAddress address, Path program, RegistryFiles files) {
        this.address = address;
        this.program = program;
        this.files = files;
    }

    /** The program in one of the directories of a search path. */
    static Optional<Path> find(String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator, -1))
                .filter(Predicate.not(String::isBlank))
                .flatMap(directory -> inDirectory(directory).stream())
                .findFirst();
    }

    private static Optional<Path> inDirectory(String directory) {
        try {
            Path program = Path.of(directory, PROGRAM).toAbsolutePath();
            return Files.isRegularFile(program) && Files.isExecutable(program)
                    ? Optional.of(program)
                    : Optional.empty();
        } catch (InvalidPathException nonsense) {
            return Optional.empty();
        }
    }

    /** Opens a registry as {@link RegistryHost#open} does, with a program that behaves as docker-registry. */
    static DockerRegistry open(InetSocketAddress address, Path program) {
        DockerRegistry registry = new DockerRegistry(address, program, RegistryFiles.create(address));
        Runtime.getRuntime().addShutdownHook(registry.atShutdown);
        try {
            registry.start();
            return registry;
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String describe() {
        return PROGRAM + " at " + PlaceFailed.text(address);
    }

    @Override
    public State state() {
        return switch (life) {
            case Life.Dead dead -> State.DEAD;
            case Life.Running running -> running.process().isAlive() ? State.RUNNING : State.DEAD;
            case Life.Stopped stopped -> stopped.process().isAlive() ? State.STOPPED : State.DEAD;
        };
    }

    @Override
    public synchronized void kill() {
        endProcess();
    }

    @Override
    public synchronized void stop() {
        GuardedProcess process = process();
        process.signal("STOP");
        life = new Life.Stopped(process);
    }

    @Override
    public synchronized void cont() {
        GuardedProcess process = process();
        process.signal("CONT");
        life = new Life.Running(process);
    }

    private GuardedProcess process() {
        if (state() == State.DEAD) {
            throw PlaceFailed.dead(address);
        }
        return switch (life) {
            case Life.Dead dead -> throw PlaceFailed.dead(address);
            case Life.Running running -> running.process();
            case Life.Stopped stopped -> stopped.process();
        };
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw PlaceFailed.closed(address);
        }
        switch (state()) {
            case RUNNING -> {}
            case STOPPED -> throw PlaceFailed.stopped(address);
            case DEAD -> launch();
        }
    }

    private void launch() {
        Loopback.requireFree(address);
        GuardedProcess process = GuardedProcess.start(
                List.of(program.toString(), "serve", files.configuration().toString()), files.directory(), VARIABLES);
        life = new Life.Running(process);
        try {
            awaitAnswer(process);
        } catch (PlaceFailed e) {
            kill();
            throw e;
        }
    }

    private void awaitAnswer(GuardedProcess process) {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!RegistryCheck.passes(address, CHECK_TIMEOUT)) {
            if (!process.isAlive()) {
                throw new PlaceFailed(
                        PROGRAM + " ended while it was starting at " + PlaceFailed.text(address) + process.lastWords());
            }
            if (System.nanoTime() > deadline) {
                throw new PlaceFailed(PROGRAM + " did not answer at " + PlaceFailed.text(address) + " within "
                        + START_TIMEOUT.toSeconds() + " s" + process.lastWords());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(CHECK_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlaceFailed("interrupted while starting " + PROGRAM);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException shuttingDown) {
            // The hook does the same as what follows; to do it twice is harmless.
        }
        synchronized (this) {
            closed = true;
            end();
        }
    }

    private void end() {
        endProcess();
        files.delete();
    }

    private void endProcess() {
        switch (life) {
            case Life.Dead dead -> {}
            case Life.Running running -> running.process().kill();
            case Life.Stopped stopped -> stopped.process().kill();
        }
        life = new Life.Dead();
    }
}
