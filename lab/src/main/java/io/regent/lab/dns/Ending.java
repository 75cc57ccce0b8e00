package io.regent.lab.dns;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The end of threads whose sockets have been closed. */
final class Ending {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Ending() {}

    /** Waits, not for long: a port is free only when the thread that was blocked on its socket has left it. */
    static void of(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
