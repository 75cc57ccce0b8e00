package io.regent.lab.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * The command that Lambda's Java runtime is started with: the flags that the managed runtime gives its JVM, and AWS's
 * runtime interface client. Two differ: the shared archive is the JDK's own, since Lambda's own is not published; and
 * native access is allowed in so many words, where the managed image does it by its manifest.
 */
final class LambdaJvm implements AutoCloseable {
    /** One class of each jar, the client's first. */
    private static final List<Class<?>> CLASSES =
            List.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class);

    private static final String CLIENT = AWSLambda.class.getPackageName();
    private static final int HEAP_PERCENT = 85;

    private final Path java;
    private final List<Path> jars;
    private final Path directory;
    private final Path library;

    private LambdaJvm(Path java, List<Path> jars, Path directory, String library) {
        this.java = java;
        this.jars = List.copyOf(jars);
        this.directory = directory;
        this.library = directory.resolve(library);
    }

    /**
     * Finds the client where this JVM has it from, and takes its native library out of it.
     *
     * @throws IOException when there is no such library for this machine
     */
    static LambdaJvm find(Path javaHome, String system, String architecture) throws IOException {
        if (!system.equals("Linux")) {
            throw new IOException("the runtime interface client has no native library for " + system
                    + ": functions run as Lambda processes on Linux only");
        }
        String name = "libaws-lambda-jni.linux-" + (architecture.equals("aarch64") ? "aarch_64" : "x86_64") + ".so";
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : CLASSES) {
            jars.add(jar(type));
        }
        Path directory = Files.createTempDirectory("lab-runtime");
        LambdaJvm jvm = new LambdaJvm(javaHome.resolve("bin").resolve("java"), jars, directory, name);
        try (FileSystem jar = FileSystems.newFileSystem(jars.getFirst());
                InputStream in = Files.newInputStream(jar.getPath("/jni", name))) {
            Files.copy(in, jvm.library);
        }
        return jvm;
    }

    /**
     * The jar, though the directory of the functions' classes may hold the same class: their package carries it too.
     */
    private static Path jar(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        for (URL found : Collections.list(type.getClassLoader().getResources(name))) {
            if (found.openConnection() instanceof JarURLConnection inJar) {
                return Path.of(URI.create(inJar.getJarFileURL().toString()));
            }
        }
        throw new IOException(type + " comes from no jar");
    }

    List<String> command(FunctionSpec function) {
        return List.of(
                java.toString(),
                "-XX:MaxHeapSize=" + heapKilobytes(function.memoryMegabytes()) + "k",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-Djava.net.preferIPv4Stack=true",
                "-XX:+ErrorFileToStderr",
                "-D" + CLIENT + ".runtimeapi.NativeClient.JNI=" + library,
                "-classpath",
                String.join(
                        File.pathSeparator, jars.stream().map(Path::toString).toList()),
                AWSLambda.class.getName(),
                function.handler());
    }

    /** A new directory, which is gone when this is closed. */
    Path newDirectory() throws IOException {
        return Files.createTempDirectory(directory, "task");
    }

    /** 85 % of the function's memory: 445645k of 512 MB. */
    static long heapKilobytes(int memoryMegabytes) {
        return Math.ceilDiv(memoryMegabytes * 1024L * HEAP_PERCENT, 100);
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(directory)) {
            // What is inside first; links are not followed.
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            // A file of the temporary directory stays, which the system clears.
        }
    }
}
