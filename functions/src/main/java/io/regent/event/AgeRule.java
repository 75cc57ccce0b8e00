package io.regent.event;

import java.time.Duration;
import java.time.Instant;

/**
 * Which triggers are timely. Asynchronous events may wait for hours in Lambda's queue (Lambda Developer Guide, "How
 * Lambda handles errors and retries with asynchronous invocation"), and what they tell is then no longer so.
 *
 * @param oldest the greatest age, positive; a schedule may be a minute older
 * @param ahead how far in the future a time may lie, since clocks differ; not negative
 */
public record AgeRule(Duration oldest, Duration ahead) {
    /** A minute both ways: the schedule brings the next one by then. */
    public static final AgeRule USUAL = new AgeRule(Duration.ofMinutes(1), Duration.ofMinutes(1));

    public AgeRule {
        if (!oldest.isPositive() || ahead.isNegative()) {
            throw new IllegalArgumentException(
                    "oldest " + oldest + ", ahead " + ahead + ": expected positive, and not negative");
        }
    }

    /** Accepts a trigger that is timely; one without a time of its own is. */
    public <T extends Trigger> Intake<T> check(T trigger, Instant now) {
        if (trigger instanceof Trigger.Timed timed) {
            Duration age = Duration.between(timed.time(), now);
            // A schedule's time is the beginning of its minute, and it starts at any second of it (Scheduler User
            // Guide: "60 second precision").
            Duration bound = trigger instanceof Trigger.Scheduled ? oldest.plusMinutes(1) : oldest;
            if (age.compareTo(bound) > 0) {
                return new Intake.Untimely<>(age, bound);
            }
            if (age.negated().compareTo(ahead) > 0) {
                return new Intake.Untimely<>(age, ahead);
            }
        }
        return new Intake.Accepted<>(trigger);
    }

    /** The same for what was decoded. */
    public <T extends Trigger> Intake<T> check(Intake<T> intake, Instant now) {
        return intake instanceof Intake.Accepted<T> accepted ? check(accepted.trigger(), now) : intake;
    }
}
