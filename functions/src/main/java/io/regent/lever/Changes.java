package io.regent.lever;

/** The port to the way of a batch from Route 53's control plane to its name servers. Bounded in time. */
@FunctionalInterface
public interface Changes {
    /**
     * How far a batch has come.
     *
     * @param changeId what {@link ChangeOutcome.Accepted} gave
     */
    ChangeProgress of(String changeId);
}
