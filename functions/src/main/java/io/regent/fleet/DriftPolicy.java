package io.regent.fleet;

/** What becomes of records whose weights are not those that the ledger says, because somebody else changed them. */
public enum DriftPolicy {
    /** They are made what the ledger says. */
    RESTORE,
    /** The ledger is made what they say, as far as it can say that. */
    ADOPT,
    /** They are left as they are, and it is said that they differ. */
    REPORT
}
