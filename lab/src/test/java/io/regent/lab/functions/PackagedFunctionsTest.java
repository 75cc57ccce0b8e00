package io.regent.lab.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.regent.lab.runtime.FunctionSpec;
import io.regent.lab.runtime.Runtimes;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.LiveAgenda;
import io.regent.lab.twin.lambda.LambdaFunction;
import io.regent.lab.twin.lambda.LambdaSettings;
import io.regent.lab.twin.lambda.LambdaTwin;
import io.regent.lab.twin.lambda.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The package that Maven made of the functions, alone, in Lambda processes against the twin. Needs the package phase of
 * {@code functions/}, which `make test` and `make package` run.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class PackagedFunctionsTest {
    private static final Path TASK = Path.of("..", "functions", "target", "task");
    private static final Map.Entry<String, String> PARAMETER = Map.entry("REGENT_FLEET_PARAMETER", "/regent/fleet");
    private static final URI NOWHERE = URI.create("http://aws.nowhere.invalid");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final InstantSource clock = InstantSource.system();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final LiveAgenda agenda = new LiveAgenda(clock);
    private final Runtimes runtimes;

    PackagedFunctionsTest() throws IOException {
        runtimes = Runtimes.open(clock, report -> {});
    }

    @AfterEach
    void close() {
        runtimes.close();
        agenda.close();
        callers.close();
    }

    /** @param fleet the variable that says where the fleet's document is, or the document */
    private LambdaTwin deploy(String handler, URI aws, Map.Entry<String, String> fleet) {
        LambdaTwin lambda = new LambdaTwin(
                OnStage.IRELAND,
                "123456789012",
                agenda,
                new Faults(),
                LambdaSettings.DEFAULT,
                callers,
                (sender, target, payload) -> {});
        FunctionSpec function = new FunctionSpec(
                OnStage.IRELAND,
                "packaged",
                "1",
                "io.regent.handler." + handler,
                TASK,
                256,
                true,
                new FunctionSpec.Keys("ASIAPACKAGED", "lab", "lab"),
                Map.of(
                        "AWS_ENDPOINT_URL",
                        aws.toString(),
                        fleet.getKey(),
                        fleet.getValue(),
                        "REGENT_PROBE_FUNCTION",
                        "regent-probe",
                        "REGENT_SESSION",
                        "burst"),
                log::add);
        lambda.register(new LambdaFunction(
                "packaged",
                runtimes.code(function),
                Map.of(),
                Duration.ofMinutes(1),
                256,
                List.of(),
                new LambdaLogger() {
                    @Override
                    public void log(String message) {}

                    @Override
                    public void log(byte[] message) {}
                }));
        return lambda;
    }

    /** What a process writes reaches the log beside its answer, and perhaps a moment later. */
    private void awaitLogged(String piece) throws InterruptedException {
        Instant end = clock.instant().plusSeconds(30);
        while (log.stream().noneMatch(line -> line.contains(piece))) {
            assertThat(clock.instant()).as("no " + piece + " in " + log).isBefore(end);
            Thread.sleep(5);
        }
    }

    private static Outcome invoke(LambdaTwin lambda, String payload) {
        return lambda.invoke("packaged", "", payload.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theControllerWritesTheLedgerAndPullsBothLeversAndCallsNobodyBefore() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            LambdaTwin lambda = deploy("FailoverFunction", world.stage.endpoint(), PARAMETER);
            runtimes.awaitSnapshots();
            assertThat(world.stage.journal().calls()).isEmpty();

            Outcome outcome = invoke(lambda, "{\"by\": \"hand\"}");

            assertThat(outcome.text()).contains("\"weightsHealthy\":true", "\"routingControlHealthy\":true");
            assertThat(world.ledger()).hasSize(1);
            assertThat(world.calls("PutMetricData")).isPositive();
            assertThat(log).noneMatch(line -> line.contains("Not primed") || line.contains("Error"));
        }
    }

    @Test
    void theProberTellsEveryRegion() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            Outcome outcome = invoke(
                    deploy("ProbeFunction", world.stage.endpoint(), PARAMETER),
                    "{\"source\": \"regent.schedule\", \"time\": \"" + clock.instant() + "\"}");

            assertThat(outcome.text()).contains("\"missed\":{}", "\"health\":\"HEALTHY\"");
            assertThat(log).noneMatch(line -> line.contains("Not primed") || line.contains("Error"));
        }
    }

    /** The paths of failures are in the package too. */
    @Test
    void whereNoNameCanBeLookedUpTheControllerSaysSo() throws Exception {
        try (OnStage world = OnStage.withoutDocument()) {
            LambdaTwin lambda = deploy("FailoverFunction", NOWHERE, Map.entry("REGENT_FLEET", world.stage.document()));

            Outcome outcome = invoke(lambda, "{\"by\": \"hand\"}");

            assertThat(outcome.text()).contains("\"weightsHealthy\":false", "\"routingControlHealthy\":false");
            awaitLogged("UnknownHostException");
            assertThat(log).noneMatch(line -> line.contains("NoClassDefFoundError"));
        }
    }
}
