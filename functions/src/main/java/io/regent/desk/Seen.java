package io.regent.desk;

import io.regent.control.Sight;
import io.regent.drill.Section;
import io.regent.fleet.Service;
import io.regent.lever.ZoneReading;
import java.time.Instant;
import java.util.List;

/**
 * What was seen when an acting request came, and how the zone was read last.
 *
 * @param at when the zone was read
 */
record Seen(Sight sight, ZoneReading zone, Instant at) {
    /** What of it belongs in the report. */
    List<Section> sections(Service service) {
        return List.of(
                Sections.standing("before", "What stood before", service, zone, sight.judgements(), at),
                Sections.evidence(sight, sight.judgements()));
    }
}
