package io.regent.judgement;

import java.time.Instant;

/** How an endpoint stands. Only UP and DOWN ever move traffic. */
public sealed interface Standing {
    /**
     * A majority says HEALTHY.
     *
     * @param since from when on that has been so without a break, as far back as the verdicts reach
     */
    record Up(Instant since) implements Standing {}

    /** A majority says UNHEALTHY, a vantage outside the endpoint's region among them. */
    record Down() implements Standing {}

    /** A tie, or UNHEALTHY by the endpoint's own region alone: looks like a broken path, not like an outage. */
    record Disputed() implements Standing {}

    /** No fresh vote at all. */
    record Unseen() implements Standing {}
}
