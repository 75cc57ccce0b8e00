package io.regent.adapter;

import io.regent.aws.Bounded;
import io.regent.report.Brief;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** A call through an SDK client, bounded from outside too, its failures told apart. */
public final class SdkCall {
    /** A little more than the client's own limit, which gives the better reason. */
    public static final Duration DEADLINE = Duration.ofMillis(5_500);

    private SdkCall() {}

    /** How a call failed. */
    public sealed interface Failure {
        /** In words for a person, bounded. */
        String why();

        /** AWS refused. */
        record Refused(AwsServiceException answer) implements Failure {
            @Override
            public String why() {
                return answer.awsErrorDetails() == null
                                || answer.awsErrorDetails().errorCode() == null
                        ? "HTTP " + answer.statusCode()
                        : Brief.of(answer.awsErrorDetails().errorCode() + " (HTTP " + answer.statusCode() + "): "
                                + answer.awsErrorDetails().errorMessage());
            }
        }

        /** No answer; what was asked for may have happened or not. */
        record NoAnswer(String why) implements Failure {
            public NoAnswer {
                why = Brief.of(why);
            }
        }
    }

    /** Makes the call and hands its result, or its failure, on. */
    static <T, R> R make(Callable<T> call, Function<T, R> onResult, Function<Failure, R> onFailure) {
        return make(DEADLINE, call, onResult, onFailure);
    }

    /**
     * Makes the call and hands its result, or its failure, on.
     *
     * @param onResult may refuse a result, as one that says nothing, by an {@link SdkException}
     * @param deadline how long it may take; without a call where that is nothing, and no longer than {@link #DEADLINE}
     */
    public static <T, R> R make(
            Duration deadline, Callable<T> call, Function<T, R> onResult, Function<Failure, R> onFailure) {
        Duration bound = deadline.compareTo(DEADLINE) < 0 ? deadline : DEADLINE;
        if (!bound.isPositive()) {
            return onFailure.apply(new Failure.NoAnswer("no time was left to ask"));
        }
        try {
            return Bounded.call(bound, () -> onResult.apply(call.call()));
        } catch (TimeoutException e) {
            return onFailure.apply(new Failure.NoAnswer("no answer within " + bound.toMillis() + " ms"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return onFailure.apply(new Failure.NoAnswer("interrupted"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AwsServiceException answer) {
                return onFailure.apply(new Failure.Refused(answer));
            }
            if (e.getCause() instanceof SdkException trouble) {
                return onFailure.apply(new Failure.NoAnswer(String.valueOf(trouble.getMessage())));
            }
            // What the deadline cuts off in the middle of reading an answer comes as this.
            if (e.getCause() instanceof UncheckedIOException trouble) {
                return onFailure.apply(new Failure.NoAnswer(String.valueOf(trouble.getMessage())));
            }
            throw new IllegalStateException("a call failed unexpectedly", e.getCause());
        }
    }
}
