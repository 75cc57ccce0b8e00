package io.regent.verdict;

/** What a vantage thinks of an endpoint. */
public enum Health {
    HEALTHY,
    UNHEALTHY,
    /** Too little was seen, or the vantage doubts itself. Does not count as a vote. */
    UNKNOWN
}
