package io.regent.lab.twin.events;

import io.regent.lab.twin.Arn;
import io.regent.lab.twin.RetryPolicy;

/** Where a rule sends what matches. */
public record RuleTarget(String id, Arn arn, TargetInput input, RetryPolicy retryPolicy) {
    /**
     * @param input what the target gets instead of the event: a JSON document, or the empty text for the event itself
     */
    public RuleTarget(String id, Arn arn, String input, RetryPolicy retryPolicy) {
        this(id, arn, input.isEmpty() ? new TargetInput.Event() : new TargetInput.Constant(input), retryPolicy);
    }
}
