package io.regent.verify;

/** The types of records that are asked for. */
public enum QueryType {
    A,
    AAAA,
    NS,
    TXT
}
