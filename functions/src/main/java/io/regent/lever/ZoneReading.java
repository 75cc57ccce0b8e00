package io.regent.lever;

import io.regent.plan.Records;

/** What reading the zone came to. */
public sealed interface ZoneReading {
    record Read(Records records) implements ZoneReading {}

    /** The control plane did not answer, refused, or answered nonsense. */
    record Unreadable(String why) implements ZoneReading {}
}
