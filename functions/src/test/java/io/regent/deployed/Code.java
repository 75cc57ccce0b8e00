package io.regent.deployed;

import io.regent.handler.DrillFunction;
import io.regent.handler.FailoverFunction;
import io.regent.handler.ProbeFunction;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A class path, and what the functions need of it. */
final class Code {
    /** The handlers of the functions without layers, and what libraries look up by name. */
    static final List<String> ROOTS = List.of(
            FailoverFunction.class.getName().replace('.', '/'),
            ProbeFunction.class.getName().replace('.', '/'),
            "org/slf4j/nop/NOPServiceProvider",
            "software/amazon/awssdk/http/urlconnection/UrlConnectionSdkHttpService");

    /** What functions that have the layer with EC2's client start from, beside {@link #ROOTS}. */
    static final List<String> ROOTS_WITH_EC2 =
            List.of(DrillFunction.class.getName().replace('.', '/'));

    /** What is in the layer and therefore not in the package. */
    private static final String IN_LAYER = "software/amazon/awssdk/services/ec2/";

    /** What dnsjava looks for on other systems, and does without where it is not there. */
    private static final String ELSEWHERE = "(android/|com/sun/jna/).*";

    /** The classes of dnsjava that need what is elsewhere. */
    private static final String FOR_ELSEWHERE = "org/xbill/DNS/config/(Android|Windows|IPHlpAPI).*";

    private final List<Path> path;
    private final Reach reach;

    private Code(List<Path> path, Reach reach) {
        this.path = path;
        this.reach = reach;
    }

    /**
     * Reads all of it.
     *
     * @param path directories and jars; of two classes of a name the first counts
     * @param roots internal names of the classes that all else is reached from
     */
    static Code read(List<Path> path, Collection<String> roots) throws IOException {
        Map<String, ClassModel> classes = new TreeMap<>();
        for (Path entry : path) {
            if (Files.isDirectory(entry)) {
                add(classes, entry);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(entry)) {
                    add(classes, jar.getPath("/"));
                }
            }
        }
        return new Code(path, Reach.from(classes, roots));
    }

    /** Where everything that is deployed starts from. */
    static List<String> allRoots() {
        return Stream.concat(ROOTS.stream(), ROOTS_WITH_EC2.stream()).toList();
    }

    /** Whether a class, by its internal name, is in the layer. */
    static boolean isInLayer(String name) {
        return name.startsWith(IN_LAYER);
    }

    /** What the functions can come to but is not there: the class, and one place that names it. */
    List<String> missing() {
        return reach.missing().entrySet().stream()
                .filter(absent -> !absent.getKey().matches(ELSEWHERE))
                .map(absent -> absent.getKey() + ", named by " + absent.getValue())
                .toList();
    }

    /**
     * Has a JVM verify and initialise every class that the functions can come to. That needs more than a run: the
     * verifier looks at all that is assigned to something else, used or not.
     *
     * @param broken takes what could not be
     * @return internal names of the classes that had to be loaded for it
     */
    SortedSet<String> load(Collection<String> broken) throws IOException {
        SortedSet<String> loaded = new TreeSet<>();
        List<URL> urls = new ArrayList<>();
        for (Path entry : path) {
            urls.add(url(entry));
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()) {
                    @Override
                    protected Class<?> findClass(String name) throws ClassNotFoundException {
                        Class<?> found = super.findClass(name);
                        loaded.add(name.replace('.', '/'));
                        return found;
                    }
                }) {
            for (String name : reach.reached()) {
                if (name.matches(FOR_ELSEWHERE)) {
                    loaded.add(name);
                } else {
                    try {
                        Class.forName(name.replace('/', '.'), true, loader);
                    } catch (ClassNotFoundException | LinkageError e) {
                        broken.add(name + ": " + e);
                    }
                }
            }
        }
        return loaded;
    }

    private static URL url(Path entry) throws MalformedURLException {
        return entry.toUri().toURL();
    }

    private static void add(Map<String, ClassModel> classes, Path root) throws IOException {
        for (Path file : files(root)) {
            String name = root.relativize(file).toString();
            if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
                ClassModel found = ClassFile.of().parse(Files.readAllBytes(file));
                classes.putIfAbsent(found.thisClass().asInternalName(), found);
            }
        }
    }

    /** The files below a directory, in order. */
    static List<Path> files(Path root) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
