package io.regent.plan;

/** One change of a batch. */
public sealed interface Change {
    RecordSet set();

    /** Fails the whole batch where the record set does not stand with exactly these values. */
    record Delete(RecordSet set) implements Change {}

    /** Fails the whole batch where the record set stands already. */
    record Create(RecordSet set) implements Change {}

    record Upsert(RecordSet set) implements Change {}
}
