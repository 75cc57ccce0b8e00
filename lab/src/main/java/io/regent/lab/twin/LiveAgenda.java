package io.regent.lab.twin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Time as it passes. One daemon thread runs the tasks, so a task that waits must hand its work to a thread of its own.
 */
public final class LiveAgenda implements Agenda, AutoCloseable {
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("agenda").factory());

    public LiveAgenda(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public Entry at(Instant when, Runnable task) {
        long nanos = Math.max(0, Duration.between(instant(), when).toNanos());
        try {
            Future<?> future = thread.schedule(() -> runShowingFailure(task), nanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            // Whoever ends last still has plans, such as the retry of a function that the end interrupted.
            return () -> {};
        }
    }

    private static void runShowingFailure(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), e);
        }
    }

    /** Ends the thread; what was still to come never happens, and neither does what is asked for from now on. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
