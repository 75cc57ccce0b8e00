package io.regent.fleet;

/** The types of the service's own records. */
public enum RecordType {
    A,
    AAAA
}
