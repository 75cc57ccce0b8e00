package io.regent.lab.twin.route53;

import java.time.Duration;
import java.time.Instant;

/** Lets requests through while it has tokens; starts full. Guarded by its owner. */
final class TokenBucket {
    private double tokens;
    private Instant filledAt;

    TokenBucket(Instant now, int burst) {
        tokens = burst;
        filledAt = now;
    }

    /** Takes a token if there is one. */
    boolean take(Instant now, int perSecond, int burst) {
        double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
        // A clock that went back fills nothing and must not drain the bucket either.
        tokens = Math.min(burst, tokens + Math.max(0, seconds) * perSecond);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
