package io.regent.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Of Route 53 what a plan relies on: a batch is applied wholly or not at all, a DELETE must match what stands, a CREATE
 * must meet nothing (API reference, ChangeResourceRecordSets).
 */
public final class ZoneModel {
    private List<RecordSet> sets;

    public ZoneModel(Records records) {
        sets = new ArrayList<>(records.sets());
    }

    /** Applies a batch, or nothing of it; says which. */
    public boolean apply(List<Change> changes) {
        List<RecordSet> next = new ArrayList<>(sets);
        for (Change change : changes) {
            boolean matches =
                    switch (change) {
                        case Change.Delete delete -> next.remove(delete.set());
                        case Change.Create create ->
                            next.stream().noneMatch(set -> sameKey(set, create.set())) && next.add(create.set());
                        case Change.Upsert upsert -> {
                            next.removeIf(set -> sameKey(set, upsert.set()));
                            yield next.add(upsert.set());
                        }
                    };
            if (!matches) {
                return false;
            }
        }
        sets = next;
        return true;
    }

    public Records records() {
        return new Records(sets);
    }

    private static boolean sameKey(RecordSet a, RecordSet b) {
        return a.name().equals(b.name())
                && a.type().equals(b.type())
                && a.selector().identifier().equals(b.selector().identifier());
    }
}
