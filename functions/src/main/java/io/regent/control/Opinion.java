package io.regent.control;

import io.regent.fleet.Region;
import io.regent.verdict.Verdict;
import java.util.List;

/** What a vantage answered when it was asked. */
public sealed interface Opinion {
    Region vantage();

    record Given(Region vantage, List<Verdict> verdicts) implements Opinion {
        public Given {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** No answer in time, a refusal, or nonsense: out of the vote. */
    record Abstained(Region vantage, String why) implements Opinion {}
}
