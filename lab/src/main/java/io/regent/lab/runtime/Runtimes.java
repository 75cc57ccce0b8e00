package io.regent.lab.runtime;

import io.regent.lab.twin.lambda.FunctionCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

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
    private static final String LIB = "lib";

    private final LambdaJvm jvm;
    private final InstantSource clock;
    private final Consumer<Report> reports;
    private final List<Environments> functions = new CopyOnWriteArrayList<>();

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
     * A function's code with its layers' as one directory, to be its task. Lambda unpacks layers below {@code /opt},
     * and the runtime takes jars from {@code /opt/java/lib} after those of the function's own; that is this machine's
     * here, so that they stand beside the function's own instead. It is gone when this is closed.
     *
     * @param task as {@link FunctionSpec#task()} has it
     * @param layers directories with jars in {@code java/lib}
     * @throws IllegalArgumentException when a layer is none
     */
    public Path withLayers(Path task, List<Path> layers) {
        try {
            Path whole = jvm.newDirectory();
            Path lib = Files.createDirectory(whole.resolve(LIB));
            link(task, whole);
            link(task.resolve(LIB), lib);
            for (Path layer : layers) {
                link(layer.resolve("java").resolve(LIB), lib);
            }
            return whole;
        } catch (NotDirectoryException | NoSuchFileException e) {
            throw new IllegalArgumentException("layers " + layers + ": expected directories with jars in java/lib", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has what is in a directory be in another one too. */
    private static void link(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                Path name = to.resolve(entry.getFileName());
                if (!Files.exists(name)) {
                    Files.createSymbolicLink(name, entry.toAbsolutePath());
                }
            }
        }
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
        jvm.close();
    }
}
