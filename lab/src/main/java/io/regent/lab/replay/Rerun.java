package io.regent.lab.replay;

import io.regent.drill.Findings;
import io.regent.fleet.Service;
import io.regent.replay.Past;
import io.regent.replay.Replay;
import java.time.Instant;

/** A recording as the past of a replay. */
public record Rerun(Recording recording) implements Past {
    /** Replays it, at the pace at which it was recorded, and as of its end: what is in a file has been. */
    public Findings findings() {
        return new Replay(this, recording.request()::until, recording.minute())
                .run(recording.service(), recording.request(), Instant.MAX);
    }

    /** A file does not forget. */
    @Override
    public Instant keptSince() {
        return Instant.MIN;
    }

    @Override
    public Held held(Service service, Instant from, Instant until, Instant deadline) {
        return recording.held();
    }

    @Override
    public Told told(Service service, Instant from, Instant until, Instant deadline) {
        return recording.told();
    }
}
