package io.regent.verify;

/**
 * Where a share lies, as far as a number of answers tells: Wilson's score interval, which holds for few answers and for
 * shares near 0 and 1 too (E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22, 1927).
 *
 * @param low from 0 to 1
 * @param high from 0 to 1
 */
record Interval(double low, double high) {
    /** Two-sided 95 % of the normal distribution. */
    static final double USUAL = 1.959964;

    /**
     * Two-sided 99.9 %. A share is called wrong by this: at 95 %, one verification of twenty that finds everything in
     * order would say otherwise.
     */
    static final double SURE = 3.290527;

    /**
     * @param hits how many of them
     * @param of how many answers, at least one
     * @param z how many standard deviations wide to each side
     */
    static Interval of(int hits, int of, double z) {
        if (of < 1 || hits < 0 || hits > of) {
            throw new IllegalArgumentException(hits + " of " + of + ": expected 0 to all of at least 1");
        }
        double share = (double) hits / of;
        double square = z * z / of;
        double middle = (share + square / 2) / (1 + square);
        double half = z * Math.sqrt(share * (1 - share) / of + square / of / 4) / (1 + square);
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /** Whether a share is within, the borders included, as exactly as such numbers are. */
    boolean holds(double share) {
        double hair = 1e-9;
        return share >= low - hair && share <= high + hair;
    }
}
