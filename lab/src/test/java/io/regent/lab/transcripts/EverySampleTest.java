package io.regent.lab.transcripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.regent.drill.Action;
import io.regent.drill.Outcome;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.lab.drills.Order;
import io.regent.lab.drills.Report;
import io.regent.lab.net.Addresses;
import io.regent.lab.world.Hosting;
import io.regent.lab.world.Ports;
import io.regent.lab.world.Templates;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request in {@code events/} asked of a running world, as the AWS command line asks it. */
class EverySampleTest {
    private static final Path TOP = Path.of("..");
    private static final Path EVENTS = TOP.resolve("events");
    private static World world;
    private static Map<String, Transcript> transcripts;

    @BeforeAll
    static void askForEverything() throws Exception {
        world = World.open(
                Templates.ofRepository(),
                Tempo.BRISK,
                new Ports(
                        Addresses.free("127.0.0.1").getPort(),
                        Addresses.free("127.0.0.1").getPort()),
                "",
                InstantSource.system(),
                Hosting.HERE,
                (function, line) -> {});
        transcripts = new Recital(world, Templates.ofRepository(), InstantSource.system())
                .all().stream().collect(Collectors.toMap(Transcript::name, Function.identity()));
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void everySampleWasAskedForAndEveryActionIsASample() throws Exception {
        SortedMap<String, Order> samples = samples();

        assertThat(transcripts.keySet()).containsAll(samples.keySet());
        assertThat(samples.values().stream().map(Order::action).flatMap(Optional::stream))
                .containsAll(List.of(Action.values()));
    }

    @Test
    void everySampleIsAnsweredByAReportThatIsWell() throws Exception {
        for (String name : samples().keySet()) {
            Report report = of(name).report();
            assertThat(report.isWell()).as(report.text()).isTrue();
            assertThat(report.text().lines())
                    .as(name)
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100));
        }
    }

    @Test
    void whatIsWrongAndWhatIsUnsafeIsRefused() {
        assertThat(of("wrong").report().is(Outcome.REFUSED)).isTrue();
        assertThat(of("refused").report().is(Outcome.REFUSED)).isTrue();
    }

    @Test
    void thePapersShowWhatTheFunctionsAnswer() throws Exception {
        Map<String, String> texts = new TreeMap<>();
        transcripts.forEach((name, transcript) -> texts.put(name, transcript.text()));
        for (String file : List.of("docs/drills.md", "README.md")) {
            new Paper(Files.readString(TOP.resolve(file)))
                    .blocks()
                    .forEach((mark, there) -> assertThat(Paper.shape(there))
                            .as("%s, %s; 'make transcripts' writes it anew", file, mark)
                            .isEqualTo(Paper.shape(Paper.wanted(mark, texts))));
        }
    }

    @Test
    void nobodyWasRefusedARightAndTheLabHeld() {
        assertThat(world.refusals()).isEmpty();
        assertThat(world.journal().failures()).isEmpty();
    }

    /** With the very program, where it is installed. */
    @Test
    void theAwsCommandLineGetsTheSameReports(@TempDir Path directory) throws Exception {
        Optional<Path> aws = Stream.of(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(entry -> Path.of(entry, "aws"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(aws).as("the program aws").isPresent();
        Path answer = directory.resolve("report.json");
        for (Map.Entry<String, Order> sample : samples().entrySet()) {
            if (sample.getValue().action().filter(Action::acts).isPresent()) {
                continue;
            }
            ProcessBuilder builder = new ProcessBuilder(
                            aws.orElseThrow().toString(),
                            "--endpoint-url",
                            world.endpoint().toString(),
                            "lambda",
                            "invoke",
                            "--function-name",
                            sample.getValue().function(),
                            "--payload",
                            "fileb://"
                                    + EVENTS.resolve(sample.getKey() + ".json").toAbsolutePath(),
                            answer.toString())
                    .redirectErrorStream(true);
            builder.environment().put("AWS_ACCESS_KEY_ID", "lab");
            builder.environment().put("AWS_SECRET_ACCESS_KEY", "lab");
            builder.environment().put("AWS_DEFAULT_REGION", World.IRELAND.id());
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();

            assertThat(process.exitValue()).as(said).isZero();
            Report report = new Report(Json.read(Files.readAllBytes(answer)).object());
            assertThat(report.outcome()).as(report.text()).isPresent();
            assertThat(report.facts().fields().keySet())
                    .as(sample.getKey())
                    .contains("action", "outcome", "text", "region");
        }
    }

    private static Transcript of(String name) {
        return Objects.requireNonNull(transcripts.get(name), name);
    }

    /** The requests for drills among the samples, by their names. */
    private static SortedMap<String, Order> samples() throws IOException {
        SortedMap<String, Order> samples = new TreeMap<>();
        try (Stream<Path> files = Files.list(EVENTS)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".json") && !name.endsWith(".schema.json")) {
                    Order order = read(file);
                    if (order.action().isPresent()) {
                        samples.put(name.replaceFirst("\\.json$", ""), order);
                    }
                }
            }
        }
        return samples;
    }

    private static Order read(Path file) throws IOException {
        try {
            return Order.read(file);
        } catch (BadJson e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
