package io.regent.lab.twin.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The envelope in which targets get an event ("AWS service event metadata" in the EventBridge User Guide). */
final class Event {
    private Event() {}

    static ObjectNode envelope(
            String id, EventEntry entry, JsonNode detail, Instant time, String account, Region region) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", id);
        event.put("detail-type", entry.detailType());
        event.put("source", entry.source());
        event.put("account", account);
        event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", region.id());
        ArrayNode resources = event.putArray("resources");
        entry.resources().forEach(resources::add);
        event.set("detail", detail);
        return event;
    }
}
