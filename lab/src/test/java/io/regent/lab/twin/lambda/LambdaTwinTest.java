package io.regent.lab.twin.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.regent.fleet.Region;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Lambda does with invocations; each test names where AWS says so. */
@Timeout(120)
class LambdaTwinTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Sender SENDER =
            new Sender.Service("events.amazonaws.com", "arn:aws:events:eu-west-1:123456789012:rule/r");
    private static final Arn TOPIC = Arn.parse("arn:aws:sns:eu-west-1:123456789012:dead");
    private static final byte[] EVENT = bytes("{\"a\":1}");

    private final VirtualAgenda agenda = new VirtualAgenda(Instant.parse("2026-03-01T12:00:00Z"));
    private final Faults faults = new Faults();
    private final List<String> dead = new ArrayList<>();
    private final List<String> runs = Collections.synchronizedList(new ArrayList<>());
    private final LambdaTwin lambda = twin(LambdaSettings.DEFAULT, Runnable::run);

    private LambdaTwin twin(LambdaSettings settings, Executor executor) {
        return new LambdaTwin(
                IRELAND,
                "123456789012",
                agenda,
                faults,
                settings,
                executor,
                (sender, target, record) -> dead.add(target + " " + record));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LambdaFunction function(String name, FunctionCode code) {
        return new LambdaFunction(
                name, code, Map.of("live", "3"), Duration.ofSeconds(10), 256, List.of(TOPIC), new Silence());
    }

    private static final class Silence implements LambdaLogger {
        @Override
        public void log(String message) {}

        @Override
        public void log(byte[] message) {}
    }

    private byte[] remember(byte[] payload, Context context) {
        runs.add(Duration.between(Instant.parse("2026-03-01T12:00:00Z"), agenda.instant()) + " "
                + new String(payload, StandardCharsets.UTF_8));
        return payload;
    }

    private byte[] fail(byte[] payload, Context context) {
        remember(payload, context);
        throw new IllegalStateException("no luck");
    }

    @Test
    void aFailureThatTheRuntimeDescribedIsToldAsItIs() {
        lambda.register(function("failing", (payload, context) -> {
            throw new FunctionError(bytes("{\"errorType\":\"Runtime.ExitError\"}"));
        }));

        Outcome outcome = lambda.invoke("failing", "", EVENT);

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.text()).isEqualTo("{\"errorType\":\"Runtime.ExitError\"}");
    }

    /** API model, Invoke: RequestResponse answers with what the function answered. */
    @Test
    void aSynchronousInvocationAnswersWithWhatTheHandlerWrote() {
        lambda.register(function("echo", FunctionCode.of((in, out, context) -> in.transferTo(out))));
        Outcome outcome = lambda.invoke("echo", "", EVENT);
        assertThat(outcome.failed()).isFalse();
        assertThat(outcome.text()).isEqualTo("{\"a\":1}");
        assertThat(outcome.executedVersion()).isEqualTo("$LATEST");
        assertThat(lambda.invoke("echo", "", new byte[0]).text()).isEqualTo("{}");
    }

    /** "Lambda function handler errors" (Java): errorMessage, errorType, stackTrace. */
    @Test
    void anExceptionIsDescribedAsTheJavaRuntimeDoes() {
        lambda.register(function("fail", this::fail));
        Outcome outcome = lambda.invoke("fail", "", EVENT);
        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.text())
                .startsWith("{\"errorMessage\":\"no luck\",\"errorType\":\"java.lang.IllegalStateException\","
                        + "\"stackTrace\":[\"");
    }

    /** "Using the Lambda context object to retrieve Java function information". */
    @Test
    void theContextTellsOfTheInvocation() {
        lambda.register(function(
                "context",
                (payload, context) -> bytes(String.join(
                        " ",
                        context.getFunctionName(),
                        context.getFunctionVersion(),
                        context.getInvokedFunctionArn(),
                        Integer.toString(context.getMemoryLimitInMB()),
                        Integer.toString(context.getRemainingTimeInMillis()),
                        context.getLogGroupName()))));
        assertThat(lambda.invoke("context", "live", EVENT).text())
                .isEqualTo("context 3 arn:aws:lambda:eu-west-1:123456789012:function:context:live 256 10000"
                        + " /aws/lambda/context");
    }

    /** "Troubleshoot invocation issues in Lambda": "Task timed out after 3.00 seconds"; the code is stopped. */
    @Test
    void aFunctionBeyondItsTimeoutIsInterruptedAndFails() throws Exception {
        LambdaTwin live = twin(LambdaSettings.DEFAULT, Thread::startVirtualThread);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        live.register(function("hang", (payload, context) -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return payload;
        }));
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> live.invoke("hang", "", EVENT));
        started.await();
        agenda.advance(Duration.ofSeconds(9));
        assertThat(outcome).isNotDone();
        agenda.advance(Duration.ofSeconds(1));
        assertThat(outcome.get().failed()).isTrue();
        assertThat(outcome.get().text()).contains("Task timed out after 10.00 seconds");
        interrupted.await();
    }

    /** API model, Invoke: TooManyRequestsException when "running the function would ... exceed a concurrency limit". */
    @Test
    void atTheConcurrencyLimitInvocationsAreThrottled() throws Exception {
        LambdaTwin small = twin(new LambdaSettings(1, List.of(), Duration.ofHours(1)), Thread::startVirtualThread);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        small.register(function("busy", (payload, context) -> {
            started.countDown();
            release.await();
            return payload;
        }));
        CompletableFuture<Outcome> first = CompletableFuture.supplyAsync(() -> small.invoke("busy", "", EVENT));
        started.await();
        assertThatThrownBy(() -> small.invoke("busy", "", EVENT)).isInstanceOfSatisfying(TwinError.class, error -> {
            assertThat(error.code()).isEqualTo("TooManyRequestsException");
            assertThat(error.status()).isEqualTo(429);
        });
        release.countDown();
        assertThat(first.get().failed()).isFalse();
        assertThat(small.invoke("busy", "", EVENT).failed()).isFalse();
    }

    /** API model, PutFunctionConcurrency and Invoke: a reservation of 0 is a limit of 0, whatever else runs. */
    @Test
    void aFunctionWithNothingReservedIsStoppedUntilTheReservationIsTakenAway() {
        lambda.register(function("echo", this::remember));
        lambda.register(function("other", this::remember));
        lambda.reserve("echo", 0);
        assertThat(lambda.reserved("echo")).contains(0);
        for (String qualifier : List.of("", "live", "3")) {
            assertThrottled(
                    () -> lambda.invoke("echo", qualifier, EVENT), "ReservedFunctionConcurrentInvocationLimitExceeded");
        }
        assertThat(runs).isEmpty();
        assertThat(lambda.invoke("other", "", EVENT).failed()).isFalse();
        lambda.release("echo");
        assertThat(lambda.reserved("echo")).isEmpty();
        assertThat(lambda.invoke("echo", "", EVENT).failed()).isFalse();
    }

    /** "reserved concurrency might be set to 0" is why events are dropped ("Types of metrics for Lambda functions"). */
    @Test
    void anAsynchronousInvocationOfAStoppedFunctionIsGivenUpAtOnceAndReported() {
        List<String> measured = new ArrayList<>();
        lambda.meter((function, metric, value) -> measured.add(function + " " + metric + " " + value));
        lambda.register(function("echo", this::remember));
        lambda.reserve("echo", 0);
        lambda.invokeLater("echo", "", EVENT);
        agenda.advance(Duration.ofSeconds(1));
        assertThat(dead)
                .singleElement()
                .asString()
                .contains("\"condition\":\"ZeroReservedConcurrency\",\"approximateInvokeCount\":0")
                .contains("\"requestPayload\":{\"a\":1}");
        assertThat(measured).containsExactly("echo Throttles 1.0");
        lambda.release("echo");
        agenda.advance(Duration.ofHours(7));
        assertThat(runs).isEmpty();
    }

    /**
     * "Understanding Lambda function scaling": what is reserved for one is neither more for it nor there for others.
     */
    @Test
    void whatIsReservedForAFunctionIsItsLimitAndNobodyElses() throws Exception {
        LambdaTwin live = twin(new LambdaSettings(102, List.of(), Duration.ofMinutes(10)), Thread::startVirtualThread);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(2 + 100);
        FunctionCode busy = (payload, context) -> {
            started.countDown();
            release.await();
            return remember(payload, context);
        };
        live.register(function("reserved", busy));
        live.register(function("other", busy));
        live.reserve("reserved", 2);
        List<CompletableFuture<Outcome>> running = new ArrayList<>();
        for (int i = 0; i < 102; i++) {
            String name = i < 2 ? "reserved" : "other";
            running.add(CompletableFuture.supplyAsync(() -> live.invoke(name, "", EVENT), Thread::startVirtualThread));
        }
        started.await();
        assertThrottled(() -> live.invoke("reserved", "", EVENT), "ReservedFunctionConcurrentInvocationLimitExceeded");
        assertThrottled(() -> live.invoke("other", "", EVENT), "ConcurrentInvocationLimitExceeded");
        live.invokeLater("reserved", "", EVENT);
        agenda.advance(Duration.ofSeconds(1));
        release.countDown();
        for (CompletableFuture<Outcome> one : running) {
            assertThat(one.get().failed()).isFalse();
        }
        assertThat(dead).as("it waits in the queue, as there is a reservation").isEmpty();
    }

    /** API model, PutFunctionConcurrency: "as long as you leave at least 100 simultaneous executions unreserved". */
    @Test
    void tooMuchIsNotReserved() {
        lambda.register(function("echo", this::remember));
        lambda.register(function("other", this::remember));
        lambda.reserve("echo", 850);
        lambda.reserve("echo", 900);
        assertInvalid(() -> lambda.reserve("echo", 901), "below its minimum value of [100].");
        assertInvalid(() -> lambda.reserve("other", 1), "below its minimum value of [100].");
        lambda.reserve("other", 0);
        assertInvalid(() -> lambda.reserve("other", -1), "greater than or equal to 0");
        lambda.delete("echo");
        lambda.reserve("other", 900);
        assertThatThrownBy(() -> lambda.reserve("echo", 0)).hasMessageStartingWith("Function not found");
        assertThatThrownBy(() -> lambda.reserved("echo")).hasMessageStartingWith("Function not found");
        assertThatThrownBy(() -> lambda.release("echo")).hasMessageStartingWith("Function not found");
    }

    /** A new account's limit is 10, and none of it can be reserved; a function can be stopped all the same. */
    @Test
    void aSmallAccountKeepsItsWholeLimitUnreserved() {
        LambdaTwin small = twin(new LambdaSettings(10, List.of(), Duration.ofHours(1)), Runnable::run);
        small.register(function("echo", this::remember));
        assertInvalid(() -> small.reserve("echo", 1), "below its minimum value of [10].");
        small.reserve("echo", 0);
        assertThat(small.reserved("echo")).contains(0);
    }

    private static void assertThrottled(ThrowingCallable call, String reason) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TwinError.class, error -> {
            assertThat(error.code()).isEqualTo("TooManyRequestsException");
            assertThat(error.status()).isEqualTo(429);
            assertThat(error.reason()).isEqualTo(reason);
        });
    }

    private static void assertInvalid(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TwinError.class, error -> {
            assertThat(error.code()).isEqualTo("InvalidParameterValueException");
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.message()).contains(message);
        });
    }

    /** API model, Invoke: 6 MB synchronously, 1 MB asynchronously, JSON; ResourceNotFoundException. */
    @Test
    void whatCannotBeInvokedIsRefused() {
        lambda.register(function("echo", this::remember));
        byte[] oneMegabyteMore = bytes("\"" + "x".repeat(1024 * 1024) + "\"");
        assertThat(lambda.invoke("echo", "", oneMegabyteMore).failed()).isFalse();
        assertThatThrownBy(() -> lambda.invokeLater("echo", "", oneMegabyteMore))
                .hasMessageContaining("1048576");
        assertThatThrownBy(() -> lambda.invoke("echo", "", new byte[7 * 1024 * 1024]))
                .hasMessageContaining("6291456");
        assertThatThrownBy(() -> lambda.invoke("echo", "", bytes("{")))
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.code()).isEqualTo("InvalidRequestContentException"));
        assertThatThrownBy(() -> lambda.invokeLater("none", "", EVENT))
                .hasMessage("Function not found: arn:aws:lambda:eu-west-1:123456789012:function:none");
        assertThatThrownBy(() -> lambda.invoke("echo", "old", EVENT)).hasMessageEndingWith("function:echo:old");
        lambda.dryRun("echo", "3");
        assertThatThrownBy(() -> lambda.dryRun("echo", "4")).hasMessageContaining("echo:4");
    }

    /**
     * "two more times, with a one-minute wait between the first two attempts, and two minutes between the second and
     * third attempts", then the OnFailure destination ("How Lambda handles errors and retries with asynchronous
     * invocation", "Capturing records of Lambda asynchronous invocations").
     */
    @Test
    void aFailingAsynchronousInvocationRunsThreeTimesAndIsThenReported() {
        lambda.register(function("fail", this::fail));
        lambda.invokeLater("fail", "", EVENT);
        agenda.advance(Duration.ofHours(1));
        assertThat(runs).containsExactly("PT0S {\"a\":1}", "PT1M {\"a\":1}", "PT3M {\"a\":1}");
        assertThat(dead)
                .singleElement()
                .asString()
                .startsWith(TOPIC.toString())
                .contains("\"condition\":\"RetriesExhausted\",\"approximateInvokeCount\":3")
                .contains("\"requestPayload\":{\"a\":1}")
                .contains("\"responsePayload\":{\"errorMessage\":\"no luck\"");
    }

    @Test
    void anAsynchronousInvocationThatSucceedsRunsOnceUnlessDuplicated() {
        lambda.register(function("echo", this::remember));
        lambda.send(SENDER, lambda.arn("echo"), "{\"a\":1}");
        agenda.advance(Duration.ofHours(1));
        assertThat(runs).hasSize(1);
        // "your function may receive the same event multiple times, even if no error occurs" (API model, Invoke).
        lambda.duplicates(() -> 2);
        lambda.invokeLater("echo", "live", EVENT);
        agenda.advance(Duration.ofHours(1));
        assertThat(runs).hasSize(1 + 3);
    }

    /** The same page: throttled events return to the queue until their maximum age. */
    @Test
    void withoutCapacityTheQueueTriesUntilTheEventIsTooOld() {
        LambdaTwin none = twin(new LambdaSettings(0, List.of(), Duration.ofMinutes(10)), Runnable::run);
        none.register(function("echo", this::remember));
        none.invokeLater("echo", "", EVENT);
        agenda.advance(Duration.ofMinutes(9));
        assertThat(dead).isEmpty();
        agenda.advance(Duration.ofHours(1));
        assertThat(runs).isEmpty();
        assertThat(dead).singleElement().asString().contains("\"condition\":\"EventAgeExceeded\"");
    }

    @Test
    void nothingRunsInADarkRegionAndTheQueueOutlivesIt() {
        lambda.register(function("echo", this::remember));
        faults.dark(IRELAND);
        lambda.invokeLater("echo", "", EVENT);
        assertThatThrownBy(() -> lambda.invoke("echo", "", EVENT)).hasMessageContaining("dark");
        agenda.advance(Duration.ofMinutes(10));
        assertThat(runs).isEmpty();
        faults.heal();
        agenda.advance(Duration.ofMinutes(10));
        assertThat(runs).hasSize(1);
    }

    @Test
    void whatEndsWhileTheRegionIsDarkRunsAgainWhenItIsBack() {
        lambda.register(function("echo", (payload, context) -> {
            remember(payload, context);
            if (runs.size() == 1) {
                faults.dark(IRELAND);
            }
            return payload;
        }));
        lambda.invokeLater("echo", "", EVENT);
        agenda.advance(Duration.ofMinutes(1));
        faults.heal();
        agenda.advance(Duration.ofMinutes(10));
        assertThat(runs).hasSize(2);
    }

    @Test
    void anArnThatIsNoFunctionsIsRefused() {
        assertThatThrownBy(() -> lambda.send(SENDER, Arn.parse("arn:aws:lambda:eu-west-1:123456789012:layer:x"), "{}"))
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.code()).isEqualTo("ResourceNotFoundException"));
    }
}
