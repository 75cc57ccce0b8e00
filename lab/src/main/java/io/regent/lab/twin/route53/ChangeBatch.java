package io.regent.lab.twin.route53;

import java.util.List;

/**
 * Changes that are made together or not at all.
 *
 * @param comment empty where there is none
 */
public record ChangeBatch(String comment, List<Change> changes) {
    public ChangeBatch {
        changes = List.copyOf(changes);
    }

    /** A batch without a comment. */
    public static ChangeBatch of(Change... changes) {
        return new ChangeBatch("", List.of(changes));
    }

    /** One record set and what to do with it. */
    public record Change(Action action, RecordSet recordSet) {}

    /** CREATE what does not exist, DELETE what is exactly so, UPSERT: create or replace as a whole. */
    public enum Action {
        CREATE,
        DELETE,
        UPSERT
    }
}
