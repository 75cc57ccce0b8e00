package io.regent.lab.bench;

import java.io.IOException;
import java.util.List;

/** Something measured. */
interface Benchmark {
    /** What it measures and with which load, in a line. */
    String title();

    /**
     * Measures. Leaves no process behind, however it ends.
     *
     * @throws IOException when it could not measure
     */
    List<Measure> run() throws IOException, InterruptedException;
}
