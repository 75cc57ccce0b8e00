package io.regent.lab.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Time that passes only when {@link #advance} is called; tasks run on the caller's thread, in order. For tests. */
public final class VirtualAgenda implements Agenda {
    private record Task(Instant when, long order, Runnable body) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = when.compareTo(other.when);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now;
    private long orders;

    public VirtualAgenda(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Entry at(Instant when, Runnable body) {
        Task task = new Task(when.isBefore(now) ? now : when, orders++, body);
        tasks.add(task);
        return () -> {
            synchronized (this) {
                tasks.remove(task);
            }
        };
    }

    /** Lets time pass; everything due on the way runs at its own instant, tasks that it adds included. */
    public void advance(Duration by) {
        Instant end = instant().plus(by);
        while (true) {
            Task next;
            synchronized (this) {
                Task first = tasks.peek();
                if (first == null || first.when().isAfter(end)) {
                    now = end;
                    return;
                }
                next = first;
                tasks.remove(first);
                now = first.when();
            }
            next.body().run();
        }
    }
}
