package io.regent.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WorldFromTemplatesTest {
    @Test
    void itStands() throws Exception {
        try (World world = World.open(
                Templates.ofRepository(), Tempo.BRISK, new Ports(4580, 1053), "", InstantSource.system(),
                (function, line) -> System.out.println(function.name() + " " + function.region() + " " + line))) {
            world.records().forEach(System.out::println);
            Thread.sleep(20000);
            assertThat(world.records()).isNotEmpty();
        }
    }
}
