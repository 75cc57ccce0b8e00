package io.regent.aws;

import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import java.time.Duration;
import java.util.List;

/** Puts events on a region's buses (EventBridge API Reference, "PutEvents"). */
public final class EventCalls {
    /** As many events as one call takes. */
    public static final int MOST_EVENTS = 10;

    private final SignedCalls calls;

    public EventCalls(SignedCalls calls) {
        this.calls = calls;
    }

    /**
     * Puts the events and gives how many: all of them. When only some were taken, which EventBridge says in an answer
     * with status 200, the call is {@link Trouble#FAILED_INSIDE}, and its detail counts them. Events may be put twice.
     *
     * @param events 1 to {@link #MOST_EVENTS}
     * @param deadline up to {@link SignedCalls#LONGEST}
     */
    public Answer<Integer> put(Region region, List<BusEvent> events, Duration deadline) {
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw new IllegalArgumentException(events.size() + " events: expected 1 to " + MOST_EVENTS);
        }
        var entries = events.stream()
                .map(event -> JsonObject.builder()
                        .with("EventBusName", event.bus())
                        .with("Source", event.source())
                        .with("DetailType", event.detailType())
                        .with("Detail", Json.write(event.detail()))
                        .build())
                .toList();
        var body = JsonObject.builder().with("Entries", JsonArray.of(entries)).build();
        return calls.call(SignedRequest.json11(AwsApi.EVENTBRIDGE, region, "AWSEvents.PutEvents", body), deadline)
                .then(HttpAnswer::unlessRefused)
                .then(HttpAnswer::json)
                .then(answer -> taken(answer, region, events.size()));
    }

    private static Answer<Integer> taken(JsonPlace answer, Region region, int events) {
        try {
            long failed = answer.field("FailedEntryCount").whole(0, events);
            if (failed == 0) {
                return new Answer.Given<>(events);
            }
            return new Answer.Failed<>(
                    Trouble.FAILED_INSIDE,
                    "events in " + region + ": " + failed + " of " + events + " not taken" + firstError(answer));
        } catch (BadJson e) {
            return new Answer.Failed<>(Trouble.NONSENSE, "events in " + region + ": " + e.getMessage());
        }
    }

    private static String firstError(JsonPlace answer) throws BadJson {
        for (var entry : answer.field("Entries").elements()) {
            var code = entry.find("ErrorCode");
            if (code.isPresent()) {
                return ", the first for " + HttpAnswer.shortened(code.get().text());
            }
        }
        return "";
    }
}
