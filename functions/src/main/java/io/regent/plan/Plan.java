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

        /** The service has no weighted record there, so its weight cannot be changed. */
        record NoRecord(String text) implements Problem {}

        /** Applied, it would leave no record of a type with a weight, which Route 53 reads as all being equal. */
        record AllZero(String text) implements Problem {}
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether it may be applied. */
    public boolean safe() {
        return problems.stream().noneMatch(Problem.AllZero.class::isInstance);
    }
}
