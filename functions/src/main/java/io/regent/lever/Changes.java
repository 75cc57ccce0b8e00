package io.regent.lever;

import java.time.Duration;

/** The port to the way of a batch from Route 53's control plane to its name servers. Bounded in time. */
@FunctionalInterface
public interface Changes {
    /**
     * How far a batch has come.
     *
     * @param changeId what {@link ChangeOutcome.Accepted} gave
     * @param within how long it may take to find out
     */
    ChangeProgress of(String changeId, Duration within);
}
