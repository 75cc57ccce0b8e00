package io.regent.deployed;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts what the functions need of their large libraries beside the functions' classes, where {@code sam build} finds
 * it. As jars the libraries are 9 MB, most of it for operations that nobody calls, and every cold start would search
 * all of them. What is in a layer is followed, but left out. The layout of the whole package is left in a directory of
 * its own too.
 *
 * <p>Arguments: the directory of the functions' classes, and the directory for the layout, with the jars that are
 * deployed whole in its {@code lib}. The libraries are the other jars of this program's class path.
 */
final class Pack {
    /** Says of each library's license and notice where its text stands. */
    static final String LICENSES = "META-INF/licenses.txt";

    private final Path classes;
    private final SortedSet<String> needed;
    private final SortedSet<String> packed = new TreeSet<>();
    private final Map<String, String> licenses = new HashMap<>();
    private final SortedSet<String> index = new TreeSet<>();

    private Pack(Path classes, SortedSet<String> needed) {
        this.classes = classes;
        this.needed = needed;
    }

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        Path task = Path.of(arguments[1]);
        Path record = task.resolveSibling("packed");
        unpack(record, classes);
        List<Path> whole = Code.files(task.resolve("lib"));
        List<Path> libraries = libraries(whole);
        List<Path> path = new ArrayList<>(List.of(classes));
        path.addAll(whole);
        path.addAll(libraries);
        List<String> broken = new ArrayList<>();
        SortedSet<String> needed = Code.read(path, Code.allRoots()).load(broken);
        if (!broken.isEmpty()) {
            throw new IllegalStateException("classes that do not work with the whole libraries: " + broken);
        }
        Pack pack = new Pack(classes, needed);
        for (Path library : libraries) {
            try (FileSystem jar = FileSystems.newFileSystem(library)) {
                pack.take(jar.getPath("/"), name(library).replaceFirst("\\.jar$", ""));
            }
        }
        Path index = classes.resolve(LICENSES);
        Files.createDirectories(index.getParent());
        Files.write(index, pack.index);
        pack.packed.add(LICENSES);
        Files.write(record, pack.packed);
        mirror(classes, task);
    }

    /** Undoes what an earlier run did, which may have had other versions of the libraries. */
    private static void unpack(Path record, Path classes) throws IOException {
        if (Files.exists(record)) {
            for (String name : Files.readAllLines(record)) {
                Files.deleteIfExists(classes.resolve(name));
            }
        }
    }

    private static List<Path> libraries(List<Path> whole) {
        Set<String> names = whole.stream().map(Pack::name).collect(Collectors.toSet());
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(entry -> name(entry).endsWith(".jar") && !names.contains(name(entry)))
                .toList();
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private void take(Path jar, String library) throws IOException {
        List<Path> files = Code.files(jar);
        if (files.stream().noneMatch(file -> isNeededClass(jar.relativize(file).toString()))) {
            return;
        }
        for (Path file : files) {
            String name = jar.relativize(file).toString();
            if (name.matches("META-INF/[^/]*(LICENSE|NOTICE)[^/]*")) {
                license(file, library);
            } else if (isNeededClass(name)
                    || (isResource(name) && isRead(file, jar, files))
                    || (isOffer(name) && isKept(file))) {
                put(file, name);
            }
        }
    }

    /** Several libraries have files of the same names, and most of the same text, which is carried once. */
    private void license(Path file, String library) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String place = licenses.computeIfAbsent(text, first -> "META-INF/" + library + "/" + name(file));
        put(file, place);
        index.add(library + "/" + name(file) + ": " + place);
    }

    private boolean isNeededClass(String name) {
        return name.endsWith(".class") && needed.contains(name.replaceFirst("\\.class$", "")) && !Code.isInLayer(name);
    }

    private static boolean isResource(String name) {
        return name.contains("/") && !name.endsWith(".class") && !name.startsWith("META-INF/");
    }

    /** Whether a needed class of the library names the file, as code does that reads it. */
    private boolean isRead(Path resource, Path jar, List<Path> files) throws IOException {
        for (Path file : files) {
            if (isNeededClass(jar.relativize(file).toString())
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(name(resource))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOffer(String name) {
        return name.startsWith("META-INF/services/");
    }

    /** Whether the classes that a file of {@link java.util.ServiceLoader} offers are there. */
    private boolean isKept(Path offer) throws IOException {
        return Files.readAllLines(offer).stream()
                .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
                .allMatch(line -> line.isEmpty() || needed.contains(line));
    }

    private void put(Path from, String name) throws IOException {
        Path to = classes.resolve(name);
        // What is there is the functions' own, which counts before a library's.
        if (!Files.exists(to)) {
            Files.createDirectories(to.getParent());
            if (name.endsWith(".class")) {
                Files.write(to, slim(Files.readAllBytes(from)));
                Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
            } else {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
            packed.add(name);
        }
    }

    /**
     * A library's class without the names of local variables, which debuggers alone read, and which are a tenth of it;
     * line numbers stay. One whose methods cannot be written anew, since a class that they speak of is not there, stays
     * whole.
     */
    private static byte[] slim(byte[] whole) {
        ClassFile format =
                ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG, ClassFile.ConstantPoolSharingOption.NEW_POOL);
        try {
            return format.transformClass(format.parse(whole), ClassTransform.ACCEPT_ALL);
        } catch (IllegalArgumentException | NoClassDefFoundError e) {
            return whole;
        }
    }

    private static void mirror(Path classes, Path task) throws IOException {
        for (Path old : Code.files(task)) {
            if (!old.startsWith(task.resolve("lib"))) {
                Files.delete(old);
            }
        }
        for (Path file : Code.files(classes)) {
            Path to = task.resolve(classes.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
