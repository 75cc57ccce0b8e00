package io.regent.lab.checkers;

import io.regent.lab.twin.route53.Attempt;
import io.regent.lab.twin.route53.Attempt.Result;
import io.regent.lab.twin.route53.Checkers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Health checkers that connect, each try on a virtual thread of its own and bounded by its limits. All of them are at
 * the same place outside of all regions, so that a region that is dark is dark to every one.
 */
public final class SocketCheckers implements Checkers, AutoCloseable {
    /** As many as an account's 200 health checks have checkers would be 3,200; a lab's has a dozen checks. */
    private static final int MOST_AT_ONCE = 512;

    private final UnaryOperator<InetAddress> view;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** @param view what somebody outside gets for an address at this moment; the address itself over an open path */
    public SocketCheckers(UnaryOperator<InetAddress> view) {
        this.view = view;
    }

    @Override
    public void attempt(Attempt attempt, Consumer<Result> then) {
        try {
            threads.execute(() -> then.accept(waitAndTry(attempt)));
        } catch (RejectedExecutionException closed) {
            // The world ends, and nobody listens any more.
        }
    }

    private Result waitAndTry(Attempt attempt) {
        try {
            if (!places.tryAcquire(attempt.limits().connect().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result.Failed("The lab makes " + MOST_AT_ONCE + " tries at once already");
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return new Result.Failed("The lab ends");
        }
        try {
            return tryNow(attempt);
        } catch (IOException e) {
            return new Result.Failed(e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            places.release();
        }
    }

    private Result tryNow(Attempt attempt) throws IOException {
        InetAddress address = view.apply(InetAddress.ofLiteral(attempt.address()));
        try (Socket socket = new Socket()) {
            long start = System.nanoTime();
            int timeout = Math.max(1, Math.toIntExact(attempt.limits().connect().toMillis()));
            socket.connect(new InetSocketAddress(address, attempt.port()), timeout);
            Duration connected = Duration.ofNanos(System.nanoTime() - start);
            return attempt.request().isEmpty()
                    ? new Result.Connected(connected)
                    : Exchange.over(socket, attempt.request().get(), attempt.limits(), connected);
        }
    }

    /** Ends every try that is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
