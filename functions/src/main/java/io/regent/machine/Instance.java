package io.regent.machine;

import java.util.List;
import java.util.Locale;

/**
 * An EC2 instance.
 *
 * @param id such as {@code i-0123456789abcdef0}
 * @param groups the ids of its security groups
 */
public record Instance(String id, State state, Known<Checks> checks, List<String> groups) {
    /** EC2 API reference, InstanceState. */
    public enum State {
        PENDING,
        RUNNING,
        SHUTTING_DOWN,
        TERMINATED,
        STOPPING,
        STOPPED;

        /** As EC2 writes it, such as {@code shutting-down}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it is gone, or will be: such instances are listed for about an hour more. */
        public boolean isGone() {
            return this == SHUTTING_DOWN || this == TERMINATED;
        }
    }

    /**
     * The status checks of an instance (EC2 User Guide, "Status checks for Amazon EC2 instances").
     *
     * @param system of the host that it runs on: AWS's to repair, and a stop and start moves it to another host
     * @param instance of the instance itself: its owner's to repair, a reboot may do
     */
    public record Checks(Check system, Check instance) {}

    /** EC2 API reference, InstanceStatusSummary. */
    public enum Check {
        OK,
        IMPAIRED,
        INSUFFICIENT_DATA,
        NOT_APPLICABLE,
        INITIALIZING;

        /** As EC2 writes it, such as {@code insufficient-data}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Instance {
        groups = List.copyOf(groups);
    }

    boolean runs() {
        return state == State.RUNNING;
    }
}
