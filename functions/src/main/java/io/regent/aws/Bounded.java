package io.regent.aws;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that may hang, done on a virtual thread of its own and waited for no longer than a deadline. Then the thread is
 * interrupted, which closes the socket that a virtual thread is connecting, writing or reading
 * ({@link java.net.Socket}), however lively the other side is. What cannot be interrupted, such as the system's name
 * lookup, is left to end by itself; nobody waits for it.
 */
public final class Bounded {
    private Bounded() {}

    /**
     * Does the work and gives its result.
     *
     * @throws ExecutionException with what the work threw
     * @throws TimeoutException when it took longer than the deadline
     * @throws InterruptedException when the calling thread was interrupted; the work is stopped then too
     */
    public static <T> T call(Duration deadline, Callable<T> work)
            throws ExecutionException, TimeoutException, InterruptedException {
        var task = new FutureTask<T>(work);
        Thread.ofVirtual().name("bounded").start(task);
        try {
            return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            // Does nothing to work that is done.
            task.cancel(true);
        }
    }
}
