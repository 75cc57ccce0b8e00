package io.regent.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Which failed attempts of an SDK client are repeated: those that may end differently, and soon. */
final class Retries {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_THROTTLED = Duration.ofMillis(400);
    private static final Duration PAUSE_MOST = Duration.ofSeconds(1);

    private Retries() {}

    /** The SDK's standard mode, with a token bucket, but with these attempts and this choice of failures. */
    static StandardRetryStrategy upTo(int attempts) {
        return StandardRetryStrategy.builder()
                .useClientDefaults(false)
                .maxAttempts(attempts)
                .retryOnException(Retries::worthRepeating)
                .treatAsThrottling(Retries::throttled)
                .backoffStrategy(BackoffStrategy.exponentialDelay(PAUSE, PAUSE_MOST))
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(PAUSE_THROTTLED, PAUSE_MOST))
                .build();
    }

    private static boolean worthRepeating(Throwable failure) {
        // Not by error code, as the SDK's defaults would: PriorRequestNotComplete is on their list, and a change that
        // has
        // to wait for another must be decided again instead.
        if (failure instanceof AwsServiceException answer) {
            return answer.isThrottlingException() || answer.statusCode() >= 500;
        }
        return ofTheWay(failure) || (failure.getCause() != null && ofTheWay(failure.getCause()));
    }

    private static boolean ofTheWay(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof ApiCallAttemptTimeoutException;
    }

    private static boolean throttled(Throwable failure) {
        return failure instanceof AwsServiceException answer && answer.isThrottlingException();
    }
}
