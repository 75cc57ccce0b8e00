package io.regent.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WorldFromTemplatesTest {
    @Test
    void itStands() throws Exception {
    }
}
