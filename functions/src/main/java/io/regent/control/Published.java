package io.regent.control;

/** What a run took from the published verdicts. */
public sealed interface Published {
    /**
     * A glance was enough: whichever vantage spoke within the time of freshness held every endpoint HEALTHY all that
     * time. The verdicts themselves were not read.
     */
    record AllWell() implements Published {}

    /** The verdicts were read, or could not be. */
    record Closely(VerdictHistory.Reading reading) implements Published {}
}
