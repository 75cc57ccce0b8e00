package io.regent.lab.twin.events;

/** What became of one entry of PutEvents, in the order of the entries. */
public sealed interface EntryResult {
    /** The bus has it. */
    record Accepted(String eventId) implements EntryResult {}

    /** The bus does not take it; the other entries are not concerned. */
    record Refused(String code, String message) implements EntryResult {}
}
