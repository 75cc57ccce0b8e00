package io.regent.lab.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.net.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the program is handled, shown by small scripts in its place. */
class DockerRegistryTest {
    @TempDir
    private Path directory;

    @Test
    void aProgramThatEndsAtOnceIsReportedWithItsLastWords() throws Exception {
        Path program = program("echo one; echo 'two: no such storage' >&2; exit 3");
        assertThatThrownBy(() -> DockerRegistry.open(Addresses.free("127.0.0.1"), program)
                        .close())
                .isInstanceOf(PlaceFailed.class)
                .hasMessageContaining("ended while it was starting at 127.0.0.1:")
                .hasMessageContaining("one\n  two: no such storage");
    }

    @Test
    void ofAVerboseEndOnlyTheLastLinesAreKept() throws Exception {
        Path program = program("i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo \"line $i.\"; done; exit 1");
        assertThatThrownBy(() -> DockerRegistry.open(Addresses.free("127.0.0.1"), program)
                        .close())
                .hasMessageContaining("line 500.")
                .hasMessageContaining("line 481.")
                .hasMessageNotContaining("line 480.");
    }

    @Test
    void theProgramGetsAConfigurationOfOursAndNoVariablesThatOverwriteIt() throws Exception {
        InetSocketAddress address = Addresses.free("127.0.0.1");
        Path program = program("echo \"$1\"; cat \"$2\"; exit 1");
        assertThatThrownBy(() -> DockerRegistry.open(address, program).close())
                .hasMessageContaining("serve\n")
                .hasMessageContaining("addr: '127.0.0.1:" + address.getPort() + "'")
                .hasMessageContaining("delete:\n      enabled: true")
                .hasMessageNotContaining("debug");
    }

    @Test
    void theProgramIsFoundOnASearchPathOnlyWhenItCanBeExecuted() throws Exception {
        Path plain = Files.createDirectory(directory.resolve("plain"));
        Files.writeString(plain.resolve("docker-registry"), "no program");
        assertThat(DockerRegistry.find(plain.toString())).isEmpty();
        Path program = program("exit 0");
        assertThat(DockerRegistry.find(plain + ":" + directory)).contains(program);
    }

    @Test
    void itsFilesAreGoneAfterTheyWereDeleted() throws Exception {
        RegistryFiles files = RegistryFiles.create(Addresses.free("127.0.0.1"));
        Path data = Files.createDirectories(files.directory().resolve("data/docker/registry"));
        Files.writeString(data.resolve("blob"), "x");
        files.delete();
        assertThat(files.directory()).doesNotExist();
        files.delete();
    }

    private Path program(String script) throws IOException {
        Path program = directory.resolve("docker-registry");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
