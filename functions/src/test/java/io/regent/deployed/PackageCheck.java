package io.regent.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Holds the package that {@link Pack} made to what its code needs. */
class PackageCheck {
    private static final Path PACKAGE = Path.of(System.getProperty("package.directory", "target/task"));
    private static final Path LAYER = Path.of(System.getProperty("layer.directory", "target/layers/ec2"));
    private static final long MOST_BYTES = 6_000_000;

    @Test
    void nothingThatFunctionsWithoutLayersCanComeToIsMissing() throws IOException {
        assertThat(Code.files(PACKAGE))
                .extracting(file -> PACKAGE.relativize(file).toString())
                .noneMatch(Code::isInLayer);
        isWhole(path(), Code.ROOTS);
    }

    @Test
    void nothingThatFunctionsWithTheLayerCanComeToIsMissing() throws IOException {
        List<Path> jars = Code.files(LAYER.resolve("java").resolve("lib"));
        assertThat(jars).hasSize(1);
        List<Path> path = path();
        path.addAll(jars);
        isWhole(path, Code.allRoots());
    }

    private static List<Path> path() throws IOException {
        List<Path> path = new ArrayList<>(List.of(PACKAGE));
        path.addAll(Code.files(PACKAGE.resolve("lib")));
        return path;
    }

    private static void isWhole(List<Path> path, List<String> roots) throws IOException {
        List<String> broken = new ArrayList<>();
        Code code = Code.read(path, roots);
        code.load(broken);
        assertThat(code.missing()).isEmpty();
        assertThat(broken).isEmpty();
    }

    @Test
    void itIsSmall() throws IOException {
        Counted counted = new Counted();
        try (ZipOutputStream zip = new ZipOutputStream(counted)) {
            for (Path file : Code.files(PACKAGE)) {
                zip.putNextEntry(new ZipEntry(PACKAGE.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        assertThat(counted.bytes).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void itCarriesTheLicencesOfWhatItCarries() throws IOException {
        assertThat(Files.readAllLines(PACKAGE.resolve(Pack.LICENSES)))
                .anyMatch(line -> line.startsWith("dnsjava-") && line.contains("/LICENSE: "))
                .anyMatch(line -> line.startsWith("jackson-core-") && line.contains("/NOTICE: "))
                .anyMatch(line -> line.startsWith("route53-") && line.contains("/LICENSE.txt: "))
                .allSatisfy(line -> assertThat(PACKAGE.resolve(line.replaceFirst(".*: ", "")))
                        .isNotEmptyFile());
    }

    private static final class Counted extends OutputStream {
        long bytes;

        @Override
        public void write(int oneByte) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }
}
