package io.regent.lab.twin.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An entry of PutEvents as it was given; whether it is a good one is for the bus to say.
 *
 * @param time none for "now"
 * @param busName empty for the default bus
 */
public record EventEntry(
        String source,
        String detailType,
        String detail,
        List<String> resources,
        Optional<Instant> time,
        String busName) {
    public EventEntry {
        resources = List.copyOf(resources);
    }

    /** An entry for the default bus, of now, about no resource. */
    public static EventEntry of(String source, String detailType, String detail) {
        return new EventEntry(source, detailType, detail, List.of(), Optional.empty(), "");
    }
}
