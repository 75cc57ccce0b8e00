package io.regent.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Outcome;
import io.regent.fleet.Region;
import io.regent.lab.drills.Invoker;
import io.regent.lab.drills.Order;
import io.regent.lab.drills.Report;
import io.regent.lab.net.Addresses;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.lab.witness.Calm;
import io.regent.lab.witness.Weights;
import io.regent.lab.world.Hosting;
import io.regent.lab.world.Ports;
import io.regent.lab.world.Templates;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import io.regent.ledger.LedgerReading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** What README has people paste before the stacks are deleted, as a shell hands it to the AWS command line. */
@Timeout(180)
class TeardownPaperTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final World world;
    private final List<Route53Event.Accepted> accepted = new CopyOnWriteArrayList<>();

    @TempDir
    Path programs;

    TeardownPaperTest() throws Exception {
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
        world.route53().listen(event -> {
            if (event instanceof Route53Event.Accepted one) {
                accepted.add(one);
            }
        });
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theControllersAreStoppedTheLedgerStaysAwayAndComesBackWithThem() throws Exception {
        String teardown = Files.readString(Path.of("..", "README.md"));
        Matcher block = BLOCK.matcher(teardown.substring(teardown.indexOf("**Teardown**")));
        await("the fleet is calm", () -> new Calm(world).is());

        assertThat(block.find()).isTrue();
        List<Report> reports = run(block.group(1));

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.is(Outcome.DONE)).as(report.text()).isTrue();
            assertThat(report.text()).contains("The ledger is missing.");
        });
        accepted.clear();
        Thread.sleep(world.tempo().minute().multipliedBy(3));
        assertThat(accepted).as("what the controllers wrote in three minutes").isEmpty();
        assertThat(world.ledger()).isInstanceOf(LedgerReading.Missing.class);
        assertThat(new Weights(world).even()).isTrue();

        assertThat(block.find()).isTrue();
        assertThat(run(block.group(1))).isEmpty();

        await("a controller begins a new ledger", () -> new Calm(world).is());
        assertThat(accepted)
                .allSatisfy(one -> assertThat(one.caller())
                        .isInstanceOfSatisfying(
                                Caller.Function.class,
                                function -> assertThat(function.name()).isEqualTo("regent-failover")));
    }

    /** Has a shell run commands, and the lab what they would ask AWS for; gives the reports of drills. */
    private List<Report> run(String commands) throws Exception {
        Path program = Files.writeString(programs.resolve("aws"), "#!/bin/sh\necho \"$@\" >> all\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(programs.resolve("all"), "");
        ProcessBuilder builder = new ProcessBuilder("sh", "-ec", commands).directory(programs.toFile());
        builder.environment().put("PATH", programs + ":" + builder.environment().get("PATH"));
        Process shell = builder.redirectErrorStream(true).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).isZero();
        List<Report> reports = new ArrayList<>();
        for (String call : Files.readAllLines(programs.resolve("all"))) {
            Region region = new Region(option(call, "region"));
            String function = option(call, "function-name");
            if (call.startsWith("lambda invoke ")) {
                Order order = Order.read(Path.of("..", option(call, "payload").replace("fileb://", "")));
                assertThat(order.function()).isEqualTo(function);
                reports.add(new Invoker(world.endpoint(), InstantSource.system()).ask(region, order));
            } else {
                reserve(call, region, function);
            }
        }
        return reports;
    }

    private void reserve(String call, Region region, String function) {
        try (LambdaClient lambda = LambdaClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.id()))
                .endpointOverride(world.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")))
                .build()) {
            if (call.startsWith("lambda put-function-concurrency ")) {
                int executions = Integer.parseInt(option(call, "reserved-concurrent-executions"));
                lambda.putFunctionConcurrency(
                        put -> put.functionName(function).reservedConcurrentExecutions(executions));
            } else {
                assertThat(call).startsWith("lambda delete-function-concurrency ");
                lambda.deleteFunctionConcurrency(delete -> delete.functionName(function));
            }
        }
    }

    private static String option(String call, String name) {
        Matcher option = Pattern.compile(" --" + name + " (\\S+)").matcher(call);
        assertThat(option.find()).as("%s in '%s'", name, call).isTrue();
        return option.group(1);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        for (Instant end = Instant.now().plus(LONG_ENOUGH); Instant.now().isBefore(end); ) {
            if (condition.call()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not within " + LONG_ENOUGH + ": " + what);
    }
}
