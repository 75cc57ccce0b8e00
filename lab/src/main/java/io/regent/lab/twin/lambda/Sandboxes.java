package io.regent.lab.twin.lambda;

import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.TwinError;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs code, no more of it at once than the concurrency limit, none of it longer than its timeout. A run that is over
 * its time is interrupted and its place given away; code that ignores the interrupt goes on unheard, where AWS would
 * have killed it.
 */
final class Sandboxes {
    /** "6 MB each for request and response (synchronous)" ("Lambda quotas"). */
    static final int MOST_SYNCHRONOUS_BYTES = 6 * 1024 * 1024;

    private final Concurrency concurrency;
    private final Agenda agenda;
    private final Executor executor;

    Sandboxes(Concurrency concurrency, Agenda agenda, Executor executor) {
        this.concurrency = concurrency;
        this.agenda = agenda;
        this.executor = executor;
    }

    /**
     * Starts code; what came of it is told once, by the timeout at the latest.
     *
     * @throws TwinError TooManyRequestsException at the concurrency limit
     */
    void start(TwinContext context, byte[] payload, Consumer<Outcome> then) {
        String function = context.function().name();
        concurrency.enter(function);
        Place place = new Place(function, then);
        Agenda.Entry end = agenda.at(
                context.deadline(),
                () -> place.leave(
                        Outcome.timedOut(
                                context.version(),
                                context.requestId(),
                                context.function().timeout()),
                        true));
        executor.execute(() -> {
            place.enter();
            Outcome result = run(context, payload);
            end.cancel();
            place.leave(result, false);
        });
    }

    /** One of the places that the concurrency limit counts, from the start of a run until its end or its timeout. */
    private final class Place {
        private final String function;
        private final Consumer<Outcome> then;
        private final AtomicBoolean left = new AtomicBoolean();
        private final AtomicReference<Thread> runner = new AtomicReference<>();

        Place(String function, Consumer<Outcome> then) {
            this.function = function;
            this.then = then;
        }

        void enter() {
            runner.set(Thread.currentThread());
        }

        /** The first to leave says what came of it; the place is free before anybody hears. */
        void leave(Outcome result, boolean interrupt) {
            if (!left.compareAndSet(false, true)) {
                return;
            }
            Thread thread = runner.get();
            if (interrupt && thread != null) {
                thread.interrupt();
            }
            concurrency.leave(function);
            then.accept(result);
        }
    }

    private static Outcome run(TwinContext context, byte[] payload) {
        String version = context.version();
        try {
            byte[] answer = context.function().code().run(payload, context);
            return answer.length > MOST_SYNCHRONOUS_BYTES
                    ? Outcome.tooLarge(version, answer.length, MOST_SYNCHRONOUS_BYTES)
                    : Outcome.answered(version, answer);
        } catch (FunctionError e) {
            return Outcome.described(version, e.description());
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
            return Outcome.threw(version, e);
        }
    }
}
