package io.regent.adapter;

import io.regent.aws.Answer;
import io.regent.aws.TopicCalls;
import io.regent.lever.PutOutcome;
import io.regent.report.Notices;
import java.time.Duration;

/** A topic, which everybody who wants to be told has subscribed to. */
public final class SnsTopic implements Notices {
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final TopicCalls calls;
    private final String arn;

    public SnsTopic(TopicCalls calls, String arn) {
        this.calls = calls;
        this.arn = arn;
    }

    @Override
    public PutOutcome publish(String subject, String text) {
        return switch (calls.publish(arn, subject, text, DEADLINE)) {
            case Answer.Given<String> given -> new PutOutcome.Put();
            case Answer.Failed<String> failed -> new PutOutcome.Failed(failed.trouble() + ": " + failed.detail());
        };
    }
}
