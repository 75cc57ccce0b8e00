package io.regent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    @TempDir
    Path root;

    @Test
    void ofATextItIsTheBeginningOfItsSha256() {
        assertThat(Fingerprint.of("")).isEqualTo("e3b0c44298fc1c14");
    }

    @Test
    void codeIsToldByTheNamesAndContentsOfItsFiles() throws Exception {
        Path one = code("one", "A.class", "12", "B.class", "3");
        String found = Fingerprint.of(one);

        assertThat(Fingerprint.of(code("same", "B.class", "3", "A.class", "12")))
                .isEqualTo(found);
        assertThat(Fingerprint.of(code("content", "A.class", "13", "B.class", "3")))
                .isNotEqualTo(found);
        assertThat(Fingerprint.of(code("name", "C.class", "12", "B.class", "3")))
                .isNotEqualTo(found);
        assertThat(Fingerprint.of(code("cut", "A.class", "1", "B.class", "23"))).isNotEqualTo(found);
        assertThat(Fingerprint.of(code("fewer", "A.class", "12"))).isNotEqualTo(found);
    }

    @Test
    void theCodeOfAClassIsFound() {
        assertThat(Fingerprint.ofCodeOf(Fingerprint.class))
                .matches("[0-9a-f]{16}")
                .isEqualTo(Fingerprint.ofCodeOf(Environment.class));
    }

    private Path code(String name, String... files) throws Exception {
        Path directory = Files.createDirectories(root.resolve(name).resolve("in"));
        for (int i = 0; i < files.length; i += 2) {
            Files.writeString(directory.resolve(files[i]), files[i + 1]);
        }
        return root.resolve(name);
    }
}
