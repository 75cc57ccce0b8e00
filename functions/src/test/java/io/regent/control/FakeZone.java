package io.regent.control;

import io.regent.fleet.Service;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Change;
import io.regent.plan.Plan;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/** A zone in memory: batches whole or not at all, DELETE by exact match. What it answers can be bent call by call. */
public final class FakeZone implements Zone {
    public final List<RecordSet> sets = new ArrayList<>();
    public final List<Plan> accepted = new ArrayList<>();
    public final Deque<UnaryOperator<ChangeOutcome>> bends = new ArrayDeque<>();
    public final Deque<Runnable> beforeApply = new ArrayDeque<>();
    /** One for each of the next batches that is refused whole. */
    public final Deque<String> refusals = new ArrayDeque<>();

    /** One for each of the next batches that Route 53 has no time for. */
    public final Deque<String> throttled = new ArrayDeque<>();

    public boolean readable = true;

    /** How many of the next readings come to nothing. */
    public int unreadable;

    public int reads;

    @Override
    public synchronized ZoneReading read(Service service) {
        reads++;
        if (unreadable > 0) {
            unreadable--;
            return new ZoneReading.Unreadable("Route 53 was away");
        }
        return readable ? new ZoneReading.Read(new Records(sets)) : new ZoneReading.Unreadable("Route 53 is away");
    }

    @Override
    public ChangeOutcome apply(Service service, Plan plan) {
        // Outside the lock: what happens meanwhile may be another's reading and writing, by other threads.
        if (!beforeApply.isEmpty()) {
            beforeApply.pop().run();
        }
        return applyNow(plan);
    }

    private synchronized ChangeOutcome applyNow(Plan plan) {
        if (!refusals.isEmpty()) {
            return new ChangeOutcome.Failed(refusals.pop());
        }
        if (!throttled.isEmpty()) {
            return new ChangeOutcome.Busy(throttled.pop());
        }
        ChangeOutcome outcome = applyWhole(plan);
        return bends.isEmpty() ? outcome : bends.pop().apply(outcome);
    }

    private ChangeOutcome applyWhole(Plan plan) {
        List<RecordSet> after = new ArrayList<>(sets);
        for (Change change : plan.changes()) {
            boolean fits =
                    switch (change) {
                        case Change.Delete delete -> after.remove(delete.set());
                        case Change.Create create -> !has(after, create.set()) && after.add(create.set());
                        case Change.Upsert upsert -> {
                            after.removeIf(set -> sameKey(set, upsert.set()));
                            yield after.add(upsert.set());
                        }
                    };
            if (!fits) {
                return new ChangeOutcome.Conflict("the values provided do not match the current values");
            }
        }
        sets.clear();
        sets.addAll(after);
        accepted.add(plan);
        return new ChangeOutcome.Accepted("/change/C" + accepted.size());
    }

    private static boolean has(List<RecordSet> sets, RecordSet wanted) {
        return sets.stream().anyMatch(set -> sameKey(set, wanted));
    }

    private static boolean sameKey(RecordSet a, RecordSet b) {
        return a.name().equals(b.name())
                && a.type().equals(b.type())
                && a.selector().identifier().equals(b.selector().identifier());
    }
}
