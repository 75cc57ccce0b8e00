package io.regent.verify;

/**
 * Whether chance explains what one name server gave. Route 53 draws each answer anew by the weights, so the answers of
 * a server that name a region are binomial, and the tails of that distribution are summed as they are: an interval by
 * the normal distribution, as {@link Interval} has it, is too narrow as far out as this.
 *
 * <p>Many servers are held to what is expected at once, each for several regions, and one of them is unlucky more often
 * than one alone. So the {@linkplain #FALSE_ALARMS bound} is for a whole verification: each of its tests may fail by
 * chance in as small a part of that as there are tests. By Bonferroni's inequality a verification whose servers all
 * answer as expected names one of them in at most one of 1000 runs, however many servers and regions there are. With 4
 * servers and 2 regions that is one in 4000 for each: 40 answers, all of one region, are then beyond chance where 79 %
 * are expected, and not where 80 % are. More questions tell smaller differences.
 */
final class Chance {
    /** In how many of all verifications of servers that answer as expected one of them is named. */
    static final double FALSE_ALARMS = 0.001;

    private Chance() {}

    /**
     * How seldom chance alone may fail one test.
     *
     * @param servers how many are held to what is expected, at least one
     * @param regions how many each of them chooses from, at least two; of two, one tells of the other
     */
    static double level(int servers, int regions) {
        return FALSE_ALARMS / (servers * (regions == 2 ? 1 : regions));
    }

    /**
     * Whether so many answers for a region are too many or too few to be chance.
     *
     * @param share the region's, above 0 and below 1
     * @param level from {@link #level}; half of it for each side
     */
    static boolean excludes(int answers, int of, double share, double level) {
        boolean many = answers > of * share;
        double tail = 0;
        for (int hits = many ? answers : 0; hits <= (many ? of : answers); hits++) {
            tail += probability(hits, of, share);
        }
        return 2 * tail < level;
    }

    /** That it is just so many. By logarithms, since what is multiplied is as small as what doubles cannot hold. */
    static double probability(int hits, int of, double share) {
        double log = hits * Math.log(share) + (of - hits) * Math.log1p(-share);
        for (int i = 1; i <= hits; i++) {
            log += Math.log((double) (of - hits + i) / i);
        }
        return Math.exp(log);
    }
}
