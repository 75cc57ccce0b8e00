package io.regent.verdict;

import io.regent.fleet.ProbeSettings;

/**
 * The rise and fall counting of one endpoint: the health held, and how many rounds in a row have ended the same way.
 *
 * @param run rounds in a row that ended as the last one did
 * @param succeeding how the last round ended; meaningless while {@code run} is 0
 * @param why the last failure in words, or what is missing
 */
record Streak(Health health, boolean succeeding, int run, String why) {
    static Streak unknown(String why) {
        return new Streak(Health.UNKNOWN, false, 0, why);
    }

    /** The streak after one more round. A health once held stays until the opposite has been seen often enough. */
    Streak next(boolean succeeded, String failure, ProbeSettings settings) {
        int length = run > 0 && succeeded == succeeding ? run + 1 : 1;
        if (succeeded && length >= settings.rise()) {
            return new Streak(Health.HEALTHY, true, length, "");
        }
        if (!succeeded && length >= settings.fall()) {
            return new Streak(Health.UNHEALTHY, false, length, failure);
        }
        return new Streak(health, succeeded, length, why);
    }
}
