package io.regent.lab;

import io.regent.lab.demo.Failed;
import io.regent.lab.demo.Script;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import java.io.IOException;
import java.nio.file.Path;

/** {@code make demo}: plays a script of outages against the world and fails if any of it does not come true. */
public final class Demo {
    private Demo() {}

    /**
     * Plays the script.
     *
     * @param args the file that the picture is written to
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 1) {
            System.err.println("usage: Demo PICTURE.svg");
            System.exit(2);
        }
        try (World world = World.open(
                Tempo.BRISK, Settings.ports(), Settings.searchPath(), Settings.clock(), (function, line) -> {})) {
            Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end of the demo"));
            new Script(world, Settings.clock(), System.out).play(Path.of(args[0]));
        } catch (Failed e) {
            System.err.println("The demo failed: " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }
}
