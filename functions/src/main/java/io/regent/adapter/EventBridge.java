package io.regent.adapter;

import io.regent.aws.Answer;
import io.regent.aws.BusEvent;
import io.regent.aws.EventCalls;
import io.regent.fleet.Region;
import io.regent.lever.PutOutcome;
import io.regent.report.Event;
import io.regent.report.Events;
import java.time.Duration;
import java.util.List;

/** The default event bus of every region. */
public final class EventBridge implements Events {
    private static final String BUS = "default";
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final EventCalls calls;

    public EventBridge(EventCalls calls) {
        this.calls = calls;
    }

    @Override
    public PutOutcome send(Region region, Event event) {
        BusEvent entry = new BusEvent(BUS, Event.SOURCE, event.type(), event.detail());
        return switch (calls.put(region, List.of(entry), DEADLINE)) {
            case Answer.Given<Integer> given -> new PutOutcome.Put();
            case Answer.Failed<Integer> failed -> new PutOutcome.Failed(failed.trouble() + ": " + failed.detail());
        };
    }
}
