package io.regent.lab.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * Runs all benchmarks and prints a table: goal and measured. Exits with 1 only when something could not be measured.
 */
public final class Bench {
    private static final List<Benchmark> ALL = List.of(
            new StartBench(Path.of("functions", "target", "task"), InstantSource.system()),
            new ProbeBench(),
            new TickBench(InstantSource.system(), 50));

    private Bench() {}

    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = System.out;
        boolean complete = true;
        // Times mean little on a machine that is busy otherwise.
        out.printf(
                Locale.ROOT,
                "Load average before: %.1f on %d processors%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
        for (Benchmark benchmark : ALL) {
            out.println(benchmark.title());
            try {
                benchmark.run().forEach(measure -> out.println("  " + measure.row()));
            } catch (IOException e) {
                out.println("  could not be measured: " + e.getMessage());
                complete = false;
            }
        }
        System.exit(complete ? 0 : 1);
    }
}
