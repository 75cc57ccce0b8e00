package io.regent.report;

import io.regent.fleet.Region;
import io.regent.lever.PutOutcome;

/** The port to the event bus of a region. Bounded in time. */
public interface Events {
    PutOutcome send(Region region, Event event);
}
