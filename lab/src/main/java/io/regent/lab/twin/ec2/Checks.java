package io.regent.lab.twin.ec2;

import java.util.Locale;

/**
 * What the status checks of an instance say ("Status checks for Amazon EC2 instances", EC2 User Guide).
 *
 * @param system of the host that it runs on
 * @param instance of the instance itself; a program on it that died or stands still fails no check
 */
public record Checks(Check system, Check instance) {
    /** EC2 API reference, InstanceStatusSummary. */
    public enum Check {
        OK("passed"),
        IMPAIRED("failed"),
        INITIALIZING("initializing"),
        NOT_APPLICABLE("not-applicable");

        private final String reachability;

        Check(String reachability) {
            this.reachability = reachability;
        }

        /** As EC2 writes it, such as {@code not-applicable}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What the detail {@code reachability} says then (EC2 API reference, InstanceStatusDetails). */
        public String reachability() {
            return reachability;
        }
    }

    static Checks both(Check check) {
        return new Checks(check, check);
    }
}
