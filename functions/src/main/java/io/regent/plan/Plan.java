package io.regent.plan;

import java.util.List;

/**
 * What to do to Route 53.
 *
 * @param changes one batch, applied wholly or not at all; empty for nothing
 * @param problems why the batch must not be applied, or what it cannot reach, each in words; see {@link #safe}
 */
public record Plan(List<Change> changes, List<Problem> problems) {
    public Plan {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /** Something that a person has to look at. */
    public sealed interface Problem {
        String text();

        /** The service has no record there that could be moved, or that routing control could move. */
        record NoRecord(String text) implements Problem {}

        /**
         * No record of a type would keep a weight, which Route 53 reads as all being equal; the type is left as it is.
         */
        record AllZero(String text) implements Problem {}

        /**
         * A record set is not as the service needs it, in something that is not Regent's to change: all but weights.
         */
        record Misbuilt(String text) implements Problem {}
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether it may be applied: not where the ledger would tell of a move that no record type can make. */
    public boolean safe() {
        return problems.stream().noneMatch(Problem.AllZero.class::isInstance)
                || changes.stream().anyMatch(Change.Upsert.class::isInstance);
    }
}
