package io.regent.drill;

import java.util.Locale;

/** What a person can ask for. */
public enum Action {
    /** Everything known, changing nothing. */
    STATUS,
    /** The decision and the plan as of now, with a region lost, or with other settings; changing nothing. */
    PREVIEW,
    /** Ask the name servers what they answer. */
    VERIFY,
    /** Prove that tonight's failover would work, changing nothing that can be seen. */
    PREFLIGHT,
    /** What other settings would have made of a past period. */
    REPLAY,
    /** Take a region out until a time. */
    EVACUATE,
    /** Give a region back by steps. */
    RESTORE,
    /** Stop automatic changes until a time. */
    HOLD,
    /** Resume automatic changes. */
    RELEASE,
    /** Count every verdict on a region as UNHEALTHY until a time. */
    OUTAGE,
    /** Reboot a drained endpoint's instance, or attach its address again. */
    REPAIR,
    /** Baseline weights back and the ledger gone. */
    RETIRE;

    /** Its name in requests and reports, such as {@code evacuate}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can change anything. */
    public boolean acts() {
        return compareTo(EVACUATE) >= 0;
    }
}
