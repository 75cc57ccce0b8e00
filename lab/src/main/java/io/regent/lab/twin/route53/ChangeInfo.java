package io.regent.lab.twin.route53;

import java.time.Instant;

/**
 * An accepted change and how far it has come.
 *
 * @param comment empty where there is none
 */
public record ChangeInfo(String id, Status status, Instant submittedAt, String comment) {
    /** PENDING until the last name server has it. */
    public enum Status {
        PENDING,
        INSYNC
    }

    ChangeInfo inSync() {
        return new ChangeInfo(id, Status.INSYNC, submittedAt, comment);
    }
}
