package io.regent.replay;

import io.regent.fleet.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A past that answers the same whatever it is asked for, and remembers what that was. It is kept from 2026 on. */
record FakePast(Past.Held held, Past.Told told, List<Span> asked, List<Instant> deadlines) implements Past {
    FakePast(Past.Held held, Past.Told told) {
        this(held, told, new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public Instant keptSince() {
        return Instant.parse("2026-01-01T00:00:00Z");
    }

    @Override
    public Held held(Service service, Instant from, Instant until, Instant deadline) {
        asked.add(new Span(from, until));
        deadlines.add(deadline);
        return held;
    }

    @Override
    public Told told(Service service, Instant from, Instant until, Instant deadline) {
        asked.add(new Span(from, until));
        deadlines.add(deadline);
        return told;
    }
}
