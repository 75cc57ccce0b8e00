package io.regent.lab.twin;

import io.regent.fleet.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/**
 * How EventBridge and EventBridge Scheduler bring things to their targets: at least once, tried again with growing
 * pauses for as long as a {@link RetryPolicy} allows ("How EventBridge retries delivering events" in the EventBridge
 * User Guide). Nothing leaves a dark region; what is on its way there waits, and ages. Thread-safe.
 */
public final class Deliveries {
    private static final int MOST_UNDER_WAY = 10_000;
    private static final int MOST_DUPLICATES = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Region region;
    private final Agenda agenda;
    private final Faults faults;
    private final Targets targets;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private volatile IntSupplier duplicates = () -> 0;

    public Deliveries(Region region, Agenda agenda, Faults faults, Targets targets) {
        this.region = region;
        this.agenda = agenda;
        this.faults = faults;
        this.targets = targets;
    }

    /** Asked before each delivery how many times more than once it is to be made; at most ten are. */
    public void duplicates(IntSupplier more) {
        duplicates = more;
    }

    /** How many deliveries were given up for their age, their attempts, or too many others under way. */
    public long dropped() {
        return dropped.get();
    }

    /**
     * Starts a delivery and returns at once.
     *
     * @param sender on whose behalf
     * @param payload what an attempt brings, by the attempt's number from 1
     */
    public void begin(Sender sender, Arn target, IntFunction<String> payload, RetryPolicy policy) {
        int times = 1 + Math.clamp(duplicates.getAsInt(), 0, MOST_DUPLICATES);
        for (int i = 0; i < times; i++) {
            if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
                drop();
            } else {
                Delivery delivery = new Delivery(sender, target, payload, policy, agenda.instant());
                agenda.in(Duration.ZERO, () -> attempt(delivery, 1, Duration.ofSeconds(1)));
            }
        }
    }

    private record Delivery(
            Sender sender, Arn target, IntFunction<String> payload, RetryPolicy policy, Instant begun) {}

    private void attempt(Delivery delivery, int number, Duration pause) {
        if (faults.isDark(region)) {
            again(delivery, number, pause);
            return;
        }
        try {
            targets.send(
                    delivery.sender(), delivery.target(), delivery.payload().apply(number));
            underWay.decrementAndGet();
        } catch (TwinError refusal) {
            boolean passing = refusal.status() >= 500 || refusal.status() == 429;
            if (passing && number <= delivery.policy().maximumRetryAttempts()) {
                again(delivery, number + 1, pause);
            } else {
                drop();
            }
        }
    }

    private void again(Delivery delivery, int number, Duration pause) {
        Instant now = agenda.instant();
        Instant end = delivery.begun().plus(delivery.policy().maximumEventAge());
        if (!now.isBefore(end)) {
            drop();
            return;
        }
        Instant later = now.plus(pause);
        Instant next = later.isBefore(end) ? later : end;
        Duration doubled = pause.multipliedBy(2);
        agenda.at(
                next, () -> attempt(delivery, number, doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE));
    }

    private void drop() {
        underWay.decrementAndGet();
        dropped.incrementAndGet();
    }
}
