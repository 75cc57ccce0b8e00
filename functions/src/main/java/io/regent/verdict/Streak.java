package io.regent.verdict;

import io.regent.fleet.ProbeSettings;
import java.time.Instant;

/**
 * The rise and fall counting of one endpoint: the health held, and how many rounds in a row have ended the same way.
 *
 * @param run rounds in a row that ended as the last one did
 * @param succeeding how the last round ended; meaningless while {@code run} is 0
 * @param since when the first of those rounds began; meaningless while {@code run} is 0
 * @param why since when it fails and how the last round failed, or what is missing
 */
record Streak(Health health, boolean succeeding, int run, Instant since, String why) {
    static Streak unknown(String why) {
        return new Streak(Health.UNKNOWN, false, 0, Instant.EPOCH, why);
    }

    /** The streak after one more round. A health once held stays until the opposite has been seen often enough. */
    Streak next(Instant at, boolean succeeded, String failure, ProbeSettings settings) {
        int length = run > 0 && succeeded == succeeding ? run + 1 : 1;
        Instant first = length == 1 ? at : since;
        if (succeeded && length >= settings.rise()) {
            return new Streak(Health.HEALTHY, true, length, first, "");
        }
        if (!succeeded && length >= settings.fall()) {
            return new Streak(Health.UNHEALTHY, false, length, first, "failing since " + first + ": " + failure);
        }
        return new Streak(health, succeeded, length, first, why);
    }

    /** Whether the last round bears the health out, so that no other health is in the making. */
    boolean settled() {
        return run == 0 || health == (succeeding ? Health.HEALTHY : Health.UNHEALTHY);
    }
}
