package io.regent.lab.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import io.regent.lab.twin.lambda.FunctionCode;
import io.regent.lab.twin.lambda.FunctionError;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The environments of one function. An invocation takes the one that was used last; a new one is started when all are
 * busy. Where the function has SnapStart, a copy of its snapshot is kept ready: a process that went as far as its
 * checkpoint, which is what a snapshot is restored to. Thread-safe.
 */
final class Environments implements FunctionCode {
    /** How many invocations run at once: what a new account may run of all its functions ("Lambda quotas"). */
    static final int MOST = 10;

    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(5);

    /** How long an invocation waits for a process that has answered and is about to ask for more. */
    private static final long GRACE_NANOS = Duration.ofMillis(100).toNanos();

    private final FunctionSpec function;
    private final LambdaJvm jvm;
    private final InstantSource clock;
    private final Consumer<Report> reports;
    private final Semaphore places = new Semaphore(MOST);
    private final Set<ExecutionEnvironment> all = new HashSet<>();
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private CompletableFuture<ExecutionEnvironment> snapshot = new CompletableFuture<>();
    private int settling;
    private boolean closed;

    Environments(FunctionSpec function, LambdaJvm jvm, InstantSource clock, Consumer<Report> reports) {
        this.function = function;
        this.jvm = jvm;
        this.clock = clock;
        this.reports = reports;
        if (function.snapStart()) {
            prepare();
        }
    }

    @Override
    public byte[] run(byte[] payload, Context context) throws FunctionError, InterruptedException, IOException {
        places.acquire();
        ExecutionEnvironment environment;
        try {
            environment = take(context.getAwsRequestId());
        } catch (FunctionError | InterruptedException | IOException | RuntimeException e) {
            places.release();
            throw e;
        }
        boolean answered = false;
        long begun = System.nanoTime();
        try {
            byte[] answer = environment.invoke(payload, context);
            answered = true;
            return answer;
        } catch (FunctionError e) {
            answered = true;
            throw e;
        } finally {
            // An interrupt is the timeout, after which Lambda ends the environment.
            boolean usable = answered;
            reports.accept(environment.report(Duration.ofNanos(System.nanoTime() - begun)));
            synchronized (this) {
                settling++;
            }
            Thread.ofVirtual().name("settling " + function.name()).start(() -> giveBack(environment, usable));
        }
    }

    private ExecutionEnvironment take(String requestId) throws FunctionError, InterruptedException, IOException {
        Optional<ExecutionEnvironment> used = takeIdle();
        if (used.isPresent()) {
            used.get().thaw();
            return used.get();
        }
        ExecutionEnvironment fresh = function.snapStart() ? takeSnapshot() : launch();
        try {
            if (function.snapStart()) {
                fresh.restore(requestId);
            } else {
                fresh.awaitReady(requestId);
            }
            return fresh;
        } catch (FunctionError | InterruptedException e) {
            end(fresh);
            throw e;
        }
    }

    private synchronized Optional<ExecutionEnvironment> takeIdle() throws InterruptedException {
        long end = System.nanoTime() + GRACE_NANOS;
        for (long left = GRACE_NANOS; idle.isEmpty() && settling > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        while (!idle.isEmpty()) {
            ExecutionEnvironment last = idle.removeLast();
            if (last.isAlive()) {
                return Optional.of(last);
            }
            end(last);
        }
        return Optional.empty();
    }

    private ExecutionEnvironment takeSnapshot() throws FunctionError, InterruptedException, IOException {
        CompletableFuture<ExecutionEnvironment> ready;
        synchronized (this) {
            ready = snapshot;
            prepare();
        }
        try {
            return ready.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FunctionError error) {
                throw error;
            }
            throw new IOException("a snapshot of " + function.name() + " was not made", e.getCause());
        }
    }

    /** Waits for the copy of the snapshot that is kept ready; its making is bounded. */
    void awaitSnapshot() throws InterruptedException {
        if (function.snapStart()) {
            CompletableFuture<ExecutionEnvironment> ready;
            synchronized (this) {
                ready = snapshot;
            }
            try {
                ready.get();
            } catch (ExecutionException failed) {
                // The next invocation tells what was wrong.
            }
        }
    }

    /** Begins to make the next copy of the snapshot. */
    private synchronized void prepare() {
        snapshot = new CompletableFuture<>();
        CompletableFuture<ExecutionEnvironment> making = snapshot;
        Thread.ofVirtual().name("snapshot of " + function.name()).start(() -> {
            try {
                making.complete(makeSnapshot());
            } catch (FunctionError | IOException | RuntimeException e) {
                making.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                making.completeExceptionally(new CompletionException(e));
            }
        });
    }

    private ExecutionEnvironment makeSnapshot() throws FunctionError, InterruptedException, IOException {
        ExecutionEnvironment made = launch();
        try {
            made.awaitCheckpoint();
            return made;
        } catch (FunctionError | InterruptedException e) {
            end(made);
            throw e;
        }
    }

    private ExecutionEnvironment launch() throws IOException {
        ExecutionEnvironment launched = new ExecutionEnvironment(function, jvm, clock);
        synchronized (this) {
            all.add(launched);
            if (!closed) {
                return launched;
            }
        }
        end(launched);
        throw new IOException("the runtime of " + function.name() + " is closed");
    }

    private void giveBack(ExecutionEnvironment environment, boolean usable) {
        boolean settled = false;
        try {
            settled = usable && environment.settle(LONGEST_SETTLING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!settled) {
            end(environment);
        }
        synchronized (this) {
            settling--;
            if (settled) {
                idle.addLast(environment);
            }
            notifyAll();
        }
        places.release();
    }

    private void end(ExecutionEnvironment environment) {
        environment.kill();
        synchronized (this) {
            all.remove(environment);
        }
    }

    /** Ends all processes. */
    void close() {
        List<ExecutionEnvironment> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(all);
        }
        left.parallelStream().forEach(this::end);
    }
}
