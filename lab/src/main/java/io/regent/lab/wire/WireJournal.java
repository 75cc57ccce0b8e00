package io.regent.lab.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Remembers the latest calls, so that reads and writes can be counted. Thread-safe. */
public final class WireJournal implements WireListener {
    private static final int MOST_CALLS = 100_000;
    private static final int MOST_FAILURES = 100;

    private final Deque<WireCall> calls = new ArrayDeque<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();

    @Override
    public synchronized void heard(WireCall call) {
        if (calls.size() == MOST_CALLS) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    @Override
    public synchronized void broke(WireCall call, RuntimeException failure) {
        if (failures.size() == MOST_FAILURES) {
            failures.removeFirst();
        }
        failures.addLast(failure);
    }

    /** The calls, oldest first. */
    public synchronized List<WireCall> calls() {
        return List.copyOf(calls);
    }

    /** How many of the remembered calls are such ones. */
    public synchronized long count(Predicate<WireCall> such) {
        return calls.stream().filter(such).count();
    }

    /** What broke in the lab itself, oldest first; empty when all is well. */
    public synchronized List<RuntimeException> failures() {
        return List.copyOf(failures);
    }

    /** Forgets everything. */
    public synchronized void clear() {
        calls.clear();
        failures.clear();
    }
}
