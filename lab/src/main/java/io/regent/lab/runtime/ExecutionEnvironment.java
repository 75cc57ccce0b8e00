package io.regent.lab.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.regent.lab.place.GuardedProcess;
import io.regent.lab.twin.lambda.FunctionError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One process that runs one invocation of a function after the other. Used by one thread at a time. */
final class ExecutionEnvironment {
    /** "up to 130 seconds" for functions with SnapStart, ten for others ("Lambda execution environment lifecycle"). */
    private static final Duration LONGEST_INIT = Duration.ofSeconds(130);

    /** "a 10-second timeout" ("Runtime hooks for SnapStart"). */
    private static final Duration LONGEST_RESTORE = Duration.ofSeconds(10);

    private static final String NEVER = "2099-01-01T00:00:00Z";

    private final FunctionSpec function;
    private final InstantSource clock;
    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    private final RuntimeApi api;
    private final GuardedProcess process;
    private final long started = System.nanoTime();
    private Optional<Report.Start> start = Optional.empty();

    /** Starts a process; it is of no use before it is ready. */
    ExecutionEnvironment(FunctionSpec function, LambdaJvm jvm, InstantSource clock) throws IOException {
        this.function = function;
        this.clock = clock;
        api = new RuntimeApi(credentials(function.keys()), said);
        try {
            process = GuardedProcess.start(
                    jvm.command(function), function.task(), environment(function, api.address()), function.log());
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
        process.whenEnded(status -> said.add(new Said.Ended(status)));
    }

    /** Waits until the process asks for work. */
    void awaitReady(String requestId) throws FunctionError, InterruptedException {
        await(Said.Next.class, LONGEST_INIT, requestId);
        start = Optional.of(new Report.Start(false, since(started)));
    }

    /** Waits until the process is ready to be copied, and freezes it there. */
    void awaitCheckpoint() throws FunctionError, InterruptedException {
        await(Said.Checkpoint.class, LONGEST_INIT, "snapshot");
        freeze();
    }

    /** Goes on from the checkpoint until the process asks for work. */
    void restore(String requestId) throws FunctionError, InterruptedException {
        long released = System.nanoTime();
        thaw();
        api.restore();
        await(Said.Next.class, LONGEST_RESTORE, requestId);
        start = Optional.of(new Report.Start(true, since(released)));
    }

    private void await(Class<? extends Said> wanted, Duration limit, String requestId)
            throws FunctionError, InterruptedException {
        Said next = said.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw Problem.startedTooLong(requestId, limit);
        }
        switch (next) {
            case Said.CannotStart failed -> throw new FunctionError(failed.error());
            case Said.Ended ended -> throw Problem.exited(requestId, ended.status());
            default -> {
                if (!wanted.isInstance(next)) {
                    throw new FunctionError(Problem.json("Lab.RuntimeApi", "unexpected: " + next));
                }
            }
        }
    }

    /**
     * Hands an invocation over and waits for its answer. {@link #settle} has to follow.
     *
     * @throws FunctionError when the function failed
     */
    byte[] invoke(byte[] payload, Context context) throws FunctionError, InterruptedException {
        api.invoke(headers(context), payload);
        return switch (said.take()) {
            case Said.Answered answered -> answered.answer();
            case Said.Failed failed -> throw new FunctionError(failed.error());
            case Said.Ended ended -> throw Problem.exited(context.getAwsRequestId(), ended.status());
            case Said.CannotStart wrong -> throw new FunctionError(wrong.error());
            case Said.Next next -> throw new FunctionError(Problem.json("Runtime.Unknown", "no answer was given"));
            case Said.Checkpoint checkpoint ->
                throw new FunctionError(Problem.json("Runtime.Unknown", "no answer was given"));
        };
    }

    /**
     * Waits until the process asks for more work, and freezes it.
     *
     * @return whether it did; otherwise it has ended, or is to be killed
     */
    boolean settle(Duration limit) throws InterruptedException {
        Said next = said.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (next instanceof Said.Next) {
            freeze();
            return true;
        }
        return false;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void freeze() {
        process.signalSoon("STOP");
    }

    void thaw() {
        process.signalSoon("CONT");
    }

    void kill() {
        process.kill();
        api.close();
    }

    /** What an invocation took; the first report of an environment tells of its start. */
    Report report(Duration duration) {
        Optional<Report.Start> first = start;
        start = Optional.empty();
        return new Report(
                function.name(),
                first,
                duration,
                ProcessHandle.of(process.pid()).flatMap(handle -> handle.info().totalCpuDuration()),
                peakMemory());
    }

    /** Linux tells it, in kB. */
    private OptionalLong peakMemory() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** "Next invocation" ("Using the Lambda runtime API for custom runtimes"). */
    private Map<String, String> headers(Context context) {
        long deadline = clock.millis() + context.getRemainingTimeInMillis();
        return Map.of(
                "Content-Type",
                "application/json",
                "Lambda-Runtime-Aws-Request-Id",
                context.getAwsRequestId(),
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(deadline),
                "Lambda-Runtime-Invoked-Function-Arn",
                context.getInvokedFunctionArn(),
                "Lambda-Runtime-Trace-Id",
                "Root=1-00000000-000000000000000000000000;Sampled=0");
    }

    /** "Defined runtime environment variables" (Lambda Developer Guide), and the function's own. */
    private static Map<String, String> environment(FunctionSpec function, String address) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "LANG",
                "en_US.UTF-8",
                "TZ",
                ":UTC",
                "PATH",
                "/usr/local/bin:/usr/bin:/bin",
                "LAMBDA_TASK_ROOT",
                function.task().toAbsolutePath().toString(),
                "AWS_EXECUTION_ENV",
                "AWS_Lambda_java25",
                "_HANDLER",
                function.handler(),
                "AWS_REGION",
                function.region().id(),
                "AWS_DEFAULT_REGION",
                function.region().id()));
        variables.putAll(function.variables());
        variables.putAll(Map.of(
                "AWS_LAMBDA_RUNTIME_API",
                address,
                "AWS_LAMBDA_FUNCTION_NAME",
                function.name(),
                "AWS_LAMBDA_FUNCTION_VERSION",
                function.version(),
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                Integer.toString(function.memoryMegabytes()),
                "AWS_LAMBDA_LOG_GROUP_NAME",
                "/aws/lambda/" + function.name(),
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "lab/[" + function.version() + "]",
                "AWS_LAMBDA_LOG_FORMAT",
                "JSON",
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                function.snapStart() ? "snap-start" : "on-demand"));
        if (function.snapStart()) {
            // "Container credentials instead of access key variables" ("SnapStart", "Supported features").
            variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://" + address + RuntimeApi.CREDENTIALS);
            variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "lab");
        } else {
            variables.put("AWS_ACCESS_KEY_ID", function.keys().id());
            variables.put("AWS_SECRET_ACCESS_KEY", function.keys().secret());
            variables.put("AWS_SESSION_TOKEN", function.keys().token());
        }
        return variables;
    }

    private static byte[] credentials(FunctionSpec.Keys keys) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("AccessKeyId", keys.id())
                .put("SecretAccessKey", keys.secret())
                .put("Token", keys.token())
                .put("Expiration", NEVER)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
