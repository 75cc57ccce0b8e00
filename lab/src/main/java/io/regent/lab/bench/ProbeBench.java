package io.regent.lab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a round of probes costs, and what the same would cost with the JDK's HTTP client. */
final class ProbeBench implements Benchmark {
    private static final int PROBES = 1_000;
    private static final int HANGING = PROBES / 10;
    private static final int TIMEOUT_MS = 2_000;
    private static final int SLIVER_MS = 150;

    @Override
    public String title() {
        return "A warm round of " + PROBES + " registry probes over loopback, timeout " + TIMEOUT_MS
                + " ms, the targets in another JVM";
    }

    @Override
    public List<Measure> run() throws IOException, InterruptedException {
        try (ChildJvm targets = new ChildJvm(List.of("-XX:+UseSerialGC", "-Xmx64m"), ProbeTargets.class, List.of())) {
            List<String> ports = List.of(targets.line().split(" ", -1));
            List<Measure> measures = new ArrayList<>();
            Rounds all = rounds("sockets", 0, ports);
            Rounds some = rounds("sockets", HANGING, ports);
            measures.add(Measure.against(150, "all answer: a round, median", all.median(), "ms"));
            measures.add(Measure.plain("all answer: a round, 95th percentile", all.p95(), "ms"));
            measures.add(Measure.against(0.15, "all answer: CPU of a probe", all.cpuMs(), "ms"));
            measures.add(Measure.against(
                    TIMEOUT_MS + SLIVER_MS, HANGING + " hang: a round, 95th percentile", some.p95(), "ms"));
            measures.add(Measure.against(
                    135, "peak resident memory of the prober's JVM", Math.max(all.peakMb(), some.peakMb()), "MB"));
            measures.addAll(comparison("each by a name of its own", rounds("sockets-by-name", 0, ports)));
            measures.addAll(comparison("JDK HttpClient instead", rounds("jdk-http-client", 0, ports)));
            return measures;
        }
    }

    private static List<Measure> comparison(String what, Rounds rounds) {
        return List.of(
                Measure.plain(what + ": a round, median", rounds.median(), "ms"),
                Measure.plain(what + ": a round, 95th percentile", rounds.p95(), "ms"),
                Measure.plain(what + ": CPU of a probe", rounds.cpuMs(), "ms"),
                Measure.plain(what + ": peak resident memory", rounds.peakMb(), "MB"));
    }

    private static Rounds rounds(String engine, int hanging, List<String> ports)
            throws IOException, InterruptedException {
        // Where nothing hangs the timeout measures nothing, and a busy machine must not make probes fail by it.
        boolean quick = hanging == 0;
        List<String> arguments = new ArrayList<>(List.of(
                engine,
                Integer.toString(PROBES),
                Integer.toString(hanging),
                quick ? "60" : "2",
                quick ? "60" : "8",
                Integer.toString(quick ? 5 * TIMEOUT_MS : TIMEOUT_MS)));
        arguments.addAll(ports);
        try (ChildJvm child = new ChildJvm(ChildJvm.LAMBDA_LIKE, ProbeRounds.class, arguments)) {
            String[] told = child.line().split(" ", -1);
            return new Rounds(
                    Double.parseDouble(told[0]),
                    Double.parseDouble(told[1]),
                    Double.parseDouble(told[2]),
                    Double.parseDouble(told[3]));
        }
    }

    /** What {@link ProbeRounds} tells. */
    private record Rounds(double median, double p95, double cpuMs, double peakMb) {}
}
