package io.regent.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.twin.lambda.FunctionCode;
import io.regent.lab.twin.lambda.FunctionError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A function of the test's own in real processes; {@link Sample} is what it does. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class RuntimesTest {
    @TempDir
    private Path temporary;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private Path task;
    private Runtimes runtimes;

    @BeforeEach
    void open() throws IOException {
        task = SampleTask.in(temporary);
        runtimes = Runtimes.open(InstantSource.system(), reports::add);
    }

    @AfterEach
    void close() {
        runtimes.close();
    }

    private FunctionCode onDemand() {
        return runtimes.code(SampleTask.function(task, false, "", log::add));
    }

    private FunctionCode snapStart(String setting) {
        return runtimes.code(SampleTask.function(task, true, setting, log::add));
    }

    private static String run(FunctionCode code, String order) throws Exception {
        byte[] payload = ("\"" + order + "\"").getBytes(StandardCharsets.UTF_8);
        return new String(code.run(payload, new SampleTask.Invocation("id-1", 30_000)), StandardCharsets.UTF_8);
    }

    /** What the client hears of a failed invocation. */
    private static String failure(FunctionCode code, String order) throws Exception {
        try {
            throw new AssertionError("not a failure: " + run(code, order));
        } catch (FunctionError e) {
            return e.text();
        }
    }

    private static long pid(String answer) {
        return Long.parseLong(answer.substring(0, answer.indexOf(' ')));
    }

    @Test
    void oneProcessRunsOneInvocationAfterTheOther() throws Exception {
        FunctionCode code = onDemand();
        String first = run(code, "process");
        awaitFrozen(pid(first));

        assertThat(first).endsWith(" 1");
        assertThat(run(code, "process")).isEqualTo(pid(first) + " 2");
    }

    @Test
    void whatALayerHoldsIsThereAsIfItWereTheFunctionsOwn() throws Exception {
        Path lib = Files.createDirectories(
                temporary.resolve("layer").resolve("java").resolve("lib"));
        Files.move(task.resolve("lib").resolve("crac.jar"), lib.resolve("crac.jar"));
        Path whole = runtimes.withLayers(task, List.of(temporary.resolve("layer")));

        assertThat(failure(onDemand(), "process")).contains("org/crac");
        assertThat(run(runtimes.code(SampleTask.function(whole, false, "", log::add)), "process"))
                .endsWith(" 1");
        assertThatThrownBy(() -> runtimes.withLayers(task, List.of(temporary)))
                .hasMessageContaining("expected directories with jars in java/lib");
        runtimes.close();
        assertThat(whole).doesNotExist();
        assertThat(lib.resolve("crac.jar")).exists();
    }

    @Test
    void itKnowsWhatLambdaTellsOfAnInvocation() throws Exception {
        assertThat(run(onDemand(), "context")).isEqualTo("id-1 " + SampleTask.ARN + " $LATEST 30");
    }

    @Test
    void itHasTheVariablesThatLambdaSetsAndNoneOfTheLabs() throws Exception {
        assertThat(run(onDemand(), "environment").replaceAll("[{}]", "").lines())
                .containsExactlyInAnyOrder(
                        "AWS_ACCESS_KEY_ID=ASIASAMPLE",
                        "AWS_DEFAULT_REGION=eu-west-1",
                        "AWS_EXECUTION_ENV=AWS_Lambda_java25",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=256",
                        "AWS_LAMBDA_FUNCTION_NAME=sample",
                        "AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
                        "AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
                        "AWS_LAMBDA_LOG_FORMAT=JSON",
                        "AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/sample",
                        "AWS_LAMBDA_LOG_STREAM_NAME=lab/[$LATEST]",
                        "AWS_LAMBDA_RUNTIME_API=…",
                        "AWS_REGION=eu-west-1",
                        "AWS_SECRET_ACCESS_KEY=secret",
                        "AWS_SESSION_TOKEN=token",
                        "LAMBDA_TASK_ROOT=" + task,
                        "LANG=en_US.UTF-8",
                        "PATH=/usr/local/bin:/usr/bin:/bin",
                        // The shell's, and Lambda has it too.
                        "PWD=" + task,
                        "SAMPLE=",
                        "TZ=:UTC",
                        "_HANDLER=" + Sample.class.getName());
    }

    @Test
    void itStandsInItsDirectoryWithAHeapOfItsMemorysSize() throws Exception {
        String[] place = run(onDemand(), "place").split(" ", -1);

        assertThat(place[0]).isEqualTo(task.toString());
        // The serial collector never uses one of its two survivor spaces.
        assertThat(Long.parseLong(place[1])).isBetween(190_000_000L, LambdaJvm.heapKilobytes(256) * 1024);
        assertThat(LambdaJvm.heapKilobytes(512)).isEqualTo(445_645);
    }

    @Test
    void betweenInvocationsNothingOfItRuns() throws Exception {
        FunctionCode code = onDemand();
        long pid = pid(run(code, "process"));
        awaitFrozen(pid);
        long before = Long.parseLong(run(code, "ticks"));
        awaitFrozen(pid);
        TimeUnit.MILLISECONDS.sleep(1_500);

        long asleep = Long.parseLong(run(code, "ticks"));
        assertThat(asleep - before).isLessThan(1_000);
        assertThat(Long.parseLong(run(code, "1500").substring(0, 1))).isPositive();
        // A tick a millisecond where the machine has nothing else to do.
        assertThat(Long.parseLong(run(code, "ticks")) - asleep).isGreaterThan(100);
    }

    @Test
    void whileAllAreBusyANewOneIsStarted() throws Exception {
        FunctionCode code = onDemand();
        Set<Long> processes = new HashSet<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> invocation = () -> run(code, "2000");
            for (Future<String> answer : callers.invokeAll(List.of(invocation, invocation, invocation))) {
                processes.add(pid(answer.get()));
            }
        }

        assertThat(processes).hasSize(3);
    }

    @Test
    void anExceptionIsDescribedAsTheRuntimeDescribesIt() throws Exception {
        FunctionCode code = onDemand();

        assertThat(failure(code, "throw"))
                .contains("\"errorMessage\":\"as asked\"", "\"errorType\":\"java.lang.IllegalArgumentException\"");
        assertThat(run(code, "process")).endsWith(" 2");
    }

    @Test
    void aProcessThatEndsIsAnExitErrorAndTheNextInvocationHasANewOne() throws Exception {
        FunctionCode code = onDemand();

        assertThat(failure(code, "exit"))
                .isEqualTo("{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":"
                        + "\"RequestId: id-1 Error: Runtime exited with error: exit status 3\"}");
        assertThat(run(code, "process")).endsWith(" 1");
    }

    @Test
    void aTimeoutEndsTheProcess() throws Exception {
        FunctionCode code = onDemand();
        long pid = pid(run(code, "process"));
        awaitFrozen(pid);
        Thread invocation = Thread.ofVirtual().start(() -> {
            try {
                run(code, "60000");
            } catch (Exception e) {
                log.add("ended by " + e.getClass().getSimpleName());
            }
        });
        awaitThawed(pid);
        invocation.interrupt();
        invocation.join();

        assertThat(log).containsExactly("ended by InterruptedException");
        awaitEnd(pid);
        assertThat(pid(run(code, "process"))).isNotEqualTo(pid);
    }

    @Test
    void aFunctionThatCannotBeMadeAnswersWithWhatWasWrong() throws Exception {
        FunctionCode code = runtimes.code(SampleTask.function(task, false, "broken", log::add));

        assertThat(failure(code, "process"))
                .contains("broken by its settings", "\"errorType\":\"java.lang.IllegalStateException\"");
    }

    @Test
    void linesOfOutputAndErrorsAreTheLog() throws Exception {
        run(onDemand(), "print");

        awaitLog(List.of("a line", "an error"));
    }

    @Test
    void anAnswerThatIsTooLargeIsGivenOneByteTooLong() throws Exception {
        assertThat(run(onDemand(), "large")).hasSize(6 * 1024 * 1024 + 1);
    }

    @Test
    void aSnapshotIsTakenAfterTheFirstHookAndLeftByTheSecond() throws Exception {
        assertThat(run(snapStart(""), "hooks")).isEqualTo("checkpoint restore");
    }

    @Test
    void everyRestoredEnvironmentIsAProcessOfItsOwnAndReportsItsRestore() throws Exception {
        FunctionCode code = snapStart("");
        List<Long> processes = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> invocation = () -> run(code, "3000");
            for (Future<String> answer : callers.invokeAll(List.of(invocation, invocation))) {
                processes.add(pid(answer.get()));
            }
        }

        assertThat(processes).doesNotHaveDuplicates();
        assertThat(reports).hasSize(2).allSatisfy(report -> {
            assertThat(report.start().orElseThrow().restored()).isTrue();
            assertThat(report.peakMemoryBytes().orElseThrow()).isBetween(20_000_000L, 256_000_000L);
            assertThat(report.cpu()).isPresent();
        });
    }

    @Test
    void withASnapshotCredentialsComeFromAnEndpoint() throws Exception {
        FunctionCode code = snapStart("");

        assertThat(run(code, "environment"))
                .contains("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                .doesNotContain("AWS_ACCESS");
        assertThat(run(code, "credentials")).contains("\"AccessKeyId\":\"ASIASAMPLE\"", "\"Token\":\"token\"");
    }

    @Test
    void aHookThatFailsIsTheInvocationsFailure() throws Exception {
        assertThat(failure(snapStart("no checkpoint"), "hooks")).contains("lambda.crac.CheckpointException");
        assertThat(failure(snapStart("no restore"), "hooks")).contains("lambda.crac.RestoreException");
    }

    @Test
    void aLabThatIsKilledTakesItsFrozenProcessesAlong() throws Exception {
        Process lab = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedLab.class.getName(),
                        task.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long pid = Long.parseLong(lab.inputReader().readLine());
        awaitFrozen(pid);
        lab.destroyForcibly().waitFor();

        awaitEnd(pid);
    }

    @Test
    void closingEndsFrozenAndBusyAndPreparedProcesses() throws Exception {
        FunctionCode code = snapStart("");
        long pid = pid(run(code, "process"));
        awaitFrozen(pid);
        List<ProcessHandle> running = ProcessHandle.current().descendants().toList();
        runtimes.close();

        assertThat(running).hasSizeGreaterThanOrEqualTo(2);
        for (ProcessHandle process : running) {
            awaitEnd(process.pid());
        }
    }

    @Test
    void aVariableThatLambdaSetsIsRefusedAndSoIsASnapshotOfTheLatest() {
        FunctionSpec good = SampleTask.function(task, true, "", log::add);

        assertThatThrownBy(() -> new FunctionSpec(
                        good.region(),
                        good.name(),
                        good.version(),
                        good.handler(),
                        task,
                        256,
                        true,
                        good.keys(),
                        java.util.Map.of("AWS_REGION", "eu-west-1"),
                        good.log()))
                .hasMessage("Environment: AWS_REGION is reserved, Lambda sets it");
        assertThatThrownBy(() -> new FunctionSpec(
                        good.region(),
                        good.name(),
                        "$LATEST",
                        good.handler(),
                        task,
                        256,
                        true,
                        good.keys(),
                        good.variables(),
                        good.log()))
                .hasMessage("SnapStart of $LATEST: expected a published version, a number");
    }

    /** What a process writes reaches the log beside its answer, and perhaps a moment later. */
    private void awaitLog(List<String> lines) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); System.nanoTime() < end; ) {
            if (log.containsAll(lines)) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("the log has " + log + ", expected " + lines);
    }

    private static void awaitFrozen(long pid) throws Exception {
        await(pid, true);
    }

    private static void awaitThawed(long pid) throws Exception {
        await(pid, false);
    }

    private static void await(long pid, boolean frozen) throws Exception {
        Path status = Path.of("/proc/" + pid + "/stat");
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); System.nanoTime() < end; ) {
            if (java.nio.file.Files.readString(status).matches("(?s)\\d+ \\(.*\\) T .*") == frozen) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("process " + pid + (frozen ? " was not frozen" : " was not woken"));
    }

    private static void awaitEnd(long pid) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); System.nanoTime() < end; ) {
            if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("process " + pid + " goes on");
    }
}
