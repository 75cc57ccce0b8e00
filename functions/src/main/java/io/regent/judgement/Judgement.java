package io.regent.judgement;

import io.regent.fleet.Region;
import io.regent.verdict.Verdict;
import java.util.List;

/**
 * What the fresh verdicts add up to for one endpoint.
 *
 * @param votes the verdicts that counted, in the order of their vantages
 */
public record Judgement(Region endpoint, Standing standing, List<Verdict> votes) {
    public Judgement {
        votes = List.copyOf(votes);
    }

    /** Whether traffic may go there. */
    public boolean isUp() {
        return standing instanceof Standing.Up;
    }

    /** Whether traffic should leave. */
    public boolean isDown() {
        return standing instanceof Standing.Down;
    }
}
