package io.regent.lab.twin.iam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which of the statements that stand were ever needed: which allowed something, or, denying, denied something. What
 * never was is a right too many, or one that no test knows of. Thread-safe.
 */
public final class Usage {
    /**
     * A statement, for one of the actions that it lists.
     *
     * @param action as it is written there
     */
    public record Right(StatementId statement, String action) implements Comparable<Right> {
        @Override
        public int compareTo(Right other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return statement + ": " + action;
        }
    }

    private final Map<StatementId, Set<Right>> standing = new TreeMap<>();
    private final Set<Right> used = new HashSet<>();

    /** From now on these are the statements of a policy, instead of those that it had before. */
    synchronized void stands(Policy policy) {
        falls(policy.id());
        Set<Right> rights = new TreeSet<>();
        policy.statements()
                .forEach(statement ->
                        statement.actions().written().forEach(action -> rights.add(new Right(statement.id(), action))));
        standing.put(policy.id(), rights);
    }

    /** From now on there is no such policy. */
    synchronized void falls(StatementId policy) {
        standing.remove(policy);
    }

    synchronized void used(Statement statement, String action) {
        used.add(new Right(statement.id(), action));
    }

    /** What was used so far, whether it still stands or not, in order. */
    public synchronized List<Right> used() {
        return used.stream().sorted().toList();
    }

    /** What stands and was not used yet, in order. */
    public synchronized List<Right> unused() {
        List<Right> unused = new ArrayList<>();
        standing.values().stream()
                .flatMap(Set::stream)
                .filter(right -> !used.contains(right))
                .sorted()
                .forEach(unused::add);
        return unused;
    }
}
