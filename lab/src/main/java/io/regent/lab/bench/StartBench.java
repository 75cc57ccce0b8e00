package io.regent.lab.bench;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.regent.lab.runtime.FunctionSpec;
import io.regent.lab.runtime.Report;
import io.regent.lab.runtime.Runtimes;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.LiveAgenda;
import io.regent.lab.twin.lambda.FunctionCode;
import io.regent.lab.twin.lambda.LambdaFunction;
import io.regent.lab.twin.lambda.LambdaSettings;
import io.regent.lab.twin.lambda.LambdaTwin;
import io.regent.lab.twin.lambda.Outcome;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.world.Stage;
import io.regent.lab.world.Templates;
import io.regent.lab.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The package, and how its functions start as genuine Lambda processes against the twin. */
final class StartBench implements Benchmark {
    private static final String CONTROLLER = "io.regent.handler.FailoverFunction";
    private static final String PROBER = "io.regent.handler.ProbeFunction";
    private static final String ACCOUNT = "123456789012";
    private static final int STARTS = 5;
    private static final int MEMORY = 512;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final double MEGABYTE = 1_000_000;

    private final Path task;
    private final InstantSource clock;

    /** @param task the package, laid out as Lambda unpacks it */
    StartBench(Path task, InstantSource clock) {
        this.task = task;
        this.clock = clock;
    }

    @Override
    public String title() {
        return "The package, and " + STARTS + " starts of each kind of its functions as Lambda processes of " + MEMORY
                + " MB with the managed runtime's JVM flags, medians";
    }

    @Override
    public List<Measure> run() throws IOException, InterruptedException {
        if (!Files.isDirectory(task)) {
            throw new IOException(task + " is not there: make package");
        }
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.against(6, "package, zipped", zipped() / MEGABYTE, "MB"));
        try (Stage stage = Stage.open(
                        Templates.ofRepository(),
                        Route53Settings.documented().withRate(1_000, 1_000),
                        UnaryOperator.identity(),
                        clock);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            stage.deploy(stage.document());
            List<First> cold = new ArrayList<>();
            List<First> restored = new ArrayList<>();
            List<First> probers = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                calm(stage);
                cold.add(first(stage, callers, CONTROLLER, false));
                restored.add(first(stage, callers, CONTROLLER, true));
                probers.add(first(stage, callers, PROBER, false));
            }
            measures.add(
                    Measure.against(1_100, "controller, cold: to the first answer", median(cold, First::millis), "ms"));
            measures.add(Measure.plain("of that to be initialised", median(cold, First::startMillis), "ms"));
            measures.add(Measure.against(1_500, "CPU until then", median(cold, First::cpuMillis), "ms"));
            measures.add(Measure.against(
                    150, "controller, restored: to the first answer", median(restored, First::millis), "ms"));
            measures.add(Measure.plain("prober, cold: to be initialised", median(probers, First::startMillis), "ms"));
            measures.add(Measure.plain("peak memory of the controller", median(restored, First::peakMegabytes), "MB"));
            measures.add(Measure.plain("peak memory of the prober", median(probers, First::peakMegabytes), "MB"));
        }
        return measures;
    }

    /** As in a steady minute: the verdicts are fresh and the ledger is written. */
    private void calm(Stage stage) {
        stage.probe(World.IRELAND, schedule());
        stage.probe(World.MUMBAI, schedule());
        stage.failover(World.IRELAND, schedule());
    }

    private String schedule() {
        return "{\"source\": \"regent.schedule\", \"time\": \"" + clock.instant() + "\"}";
    }

    /** The first invocation of an environment. */
    private record First(double millis, Report report) {
        double startMillis() {
            return report.start().map(start -> millis(start.duration())).orElse(0.0);
        }

        double cpuMillis() {
            return report.cpu().map(First::millis).orElse(0.0);
        }

        double peakMegabytes() {
            return report.peakMemoryBytes().orElse(0) / MEGABYTE;
        }

        private static double millis(Duration duration) {
            return duration.toNanos() / 1e6;
        }
    }

    private First first(Stage stage, ExecutorService callers, String handler, boolean restored)
            throws IOException, InterruptedException {
        LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
        try (Runtimes runtimes = Runtimes.open(clock, reports::add);
                LiveAgenda agenda = new LiveAgenda(clock)) {
            FunctionCode code = runtimes.code(new FunctionSpec(
                    World.IRELAND,
                    "started",
                    restored ? "1" : "$LATEST",
                    handler,
                    task,
                    MEMORY,
                    restored,
                    new FunctionSpec.Keys("ASIABENCH", "lab", "lab"),
                    Map.of(
                            "AWS_ENDPOINT_URL", stage.endpoint().toString(),
                            "REGENT_FLEET_PARAMETER", "/regent/fleet",
                            "REGENT_PROBE_FUNCTION", "regent-probe",
                            "REGENT_SESSION", "burst"),
                    line -> {}));
            runtimes.awaitSnapshots();
            LambdaTwin lambda = new LambdaTwin(
                    World.IRELAND,
                    ACCOUNT,
                    agenda,
                    new Faults(),
                    LambdaSettings.DEFAULT,
                    callers,
                    (sender, target, payload) -> {});
            lambda.register(
                    new LambdaFunction("started", code, Map.of(), TIMEOUT, MEMORY, List.<Arn>of(), new NoLogger()));
            long begun = System.nanoTime();
            Outcome outcome = lambda.invoke("started", "", schedule().getBytes(StandardCharsets.UTF_8));
            double millis = (System.nanoTime() - begun) / 1e6;
            if (outcome.failed() || outcome.text().contains("\"refused\"")) {
                throw new IOException(handler + " did not do its work: " + outcome.text());
            }
            Report report = reports.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (report == null) {
                throw new IOException(handler + " was not reported");
            }
            return new First(millis, report);
        }
    }

    private static double median(List<First> starts, ToDoubleFunction<First> value) {
        return starts.stream().mapToDouble(value).sorted().toArray()[starts.size() / 2];
    }

    private long zipped() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(task)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(task.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.size();
    }

    /** The process has its own. */
    private static final class NoLogger implements LambdaLogger {
        @Override
        public void log(String message) {}

        @Override
        public void log(byte[] message) {}
    }
}
