package io.regent.lab.runtime;

import io.regent.lab.twin.lambda.FunctionCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs functions as Lambda's Java runtime does. Each process has the environment that Lambda and the function's
 * settings give it, and nothing of the lab's; the directory of the function's code to stand in; and a heap as large as
 * Lambda makes it of the function's memory.
 *
 * <p>What differs from AWS: the time that a process takes to start counts for the invocation's timeout; memory is
 * reported, but a process that takes more of it than the function has is not ended; and a copy of a snapshot is not a
 * copy but a process that was brought to the same point.
 */
public final class Runtimes implements AutoCloseable {
    private final LambdaJvm jvm;
    private final InstantSource clock;
    private final Consumer<Report> reports;
    private final List<Environments> functions = new CopyOnWriteArrayList<>();
    private final List<Path> directories = new CopyOnWriteArrayList<>();

    private Runtimes(LambdaJvm jvm, InstantSource clock, Consumer<Report> reports) {
        this.jvm = jvm;
        this.clock = clock;
        this.reports = reports;
    }

    /**
     * Gets ready to run functions, with this JVM's Java and runtime interface client.
     *
     * @param clock the wall clock, which the processes have too: deadlines are told by it
     * @param reports hears of every invocation, from several threads
     * @throws IOException where functions cannot be run so: not on Linux
     */
    public static Runtimes open(InstantSource clock, Consumer<Report> reports) throws IOException {
        return new Runtimes(
                LambdaJvm.find(
                        Path.of(System.getProperty("java.home")),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch")),
                clock,
                reports);
    }

    /**
     * The code of a function. With SnapStart its snapshot begins to be made at once, and the first invocation waits for
     * it; one that cannot be made answers every invocation with what was wrong.
     */
    public FunctionCode code(FunctionSpec function) {
        Environments environments = new Environments(function, jvm, clock, reports);
        functions.add(environments);
        return environments;
    }

    /**
     * A task with layers, as one directory of links to both, which goes when this is closed. Lambda unpacks layers to
     * {@code /opt} and has the jars in {@code /opt/java/lib} on the class path behind the task's own ("Working with
     * layers for Java Lambda functions", Lambda Developer Guide); this machine's {@code /opt} is not the lab's.
     *
     * @param layers directories, each as it is unpacked to {@code /opt}
     * @throws IllegalArgumentException naming a layer that is not there
     */
    public Path layered(Path task, List<Path> layers) throws IOException {
        Path directory = Files.createTempDirectory("lab-task");
        directories.add(directory);
        Path lib = Files.createDirectory(directory.resolve("lib"));
        for (Path entry : entries(task)) {
            if (!entry.endsWith("lib")) {
                link(entry, directory);
            }
        }
        List<Path> jars = new ArrayList<>(entries(task.resolve("lib")));
        for (Path layer : layers) {
            Path unpacked = layer.resolve("java").resolve("lib");
            if (!Files.isDirectory(unpacked)) {
                throw new IllegalArgumentException("layer " + layer
                        + ": expected jars in java/lib; `sam build` or Maven's package phase makes it");
            }
            jars.addAll(entries(unpacked));
        }
        for (Path jar : jars) {
            link(jar, lib);
        }
        return directory;
    }

    private static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static void link(Path entry, Path into) throws IOException {
        Files.createSymbolicLink(into.resolve(entry.getFileName()), entry.toAbsolutePath());
    }

    /** Waits until every function's snapshot is made, or cannot be. */
    public void awaitSnapshots() throws InterruptedException {
        for (Environments environments : functions) {
            environments.awaitSnapshot();
        }
    }

    /** Ends all processes; the code is of no use afterwards. */
    @Override
    public void close() {
        functions.parallelStream().forEach(Environments::close);
        directories.forEach(Runtimes::delete);
        jvm.close();
    }

    private static void delete(Path directory) {
        try (Stream<Path> links = Files.walk(directory)) {
            for (Path entry : links.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            // Links of the temporary directory stay, which the system clears.
        }
    }
}
