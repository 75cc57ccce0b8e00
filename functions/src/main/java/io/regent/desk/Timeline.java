package io.regent.desk;

import io.regent.drill.Section;
import io.regent.drill.Table;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** When which phase was reached. Written by the threads that follow a change. */
final class Timeline {
    private static final int BAR = 60;

    private final Instant startedAt;
    private final Map<Phase, Instant> reached = new EnumMap<>(Phase.class);

    Timeline(Instant startedAt) {
        this.startedAt = startedAt;
    }

    synchronized void reach(Phase phase, Instant at) {
        reached.put(phase, at);
    }

    synchronized Optional<Instant> of(Phase phase) {
        return Optional.ofNullable(reached.get(phase));
    }

    /**
     * The timeline as it stands.
     *
     * @param awaited the phases that belong to the action; those that were not reached are said to be awaited
     */
    synchronized Section section(Set<Phase> awaited) {
        List<JsonValue> facts = new ArrayList<>();
        Table table = new Table();
        long whole = reached.values().stream().mapToLong(this::sinceStart).max().orElse(0);
        for (Phase phase : Phase.values()) {
            Optional<Instant> at = of(phase);
            if (at.isPresent()) {
                facts.add(JsonObject.builder()
                        .with("phase", phase.label())
                        .with("at", at.get().toString())
                        .with("sinceStartMillis", sinceStart(at.get()))
                        .build());
                table.row(phase.label(), seconds(sinceStart(at.get())), bar(phase, at.get(), whole));
            } else if (awaited.contains(phase)) {
                table.row(phase.label(), "not seen", "");
            }
        }
        return new Section("timeline", "Timeline, in seconds since the start", new JsonArray(facts), table.lines());
    }

    private long sinceStart(Instant at) {
        return Math.max(0, Duration.between(startedAt, at).toMillis());
    }

    /** From where the phase before it ended, or, of what goes on side by side, from the write on. */
    private String bar(Phase phase, Instant at, long whole) {
        if (whole == 0) {
            return "";
        }
        long from =
                switch (phase) {
                    case DETECT -> 0;
                    case DECIDE -> of(Phase.DETECT).map(this::sinceStart).orElse(0L);
                    case WRITE -> of(Phase.DECIDE).map(this::sinceStart).orElse(0L);
                    case INSYNC, FIRST_SERVER, LAST_SERVER ->
                        of(Phase.WRITE).map(this::sinceStart).orElse(0L);
                };
        int begin = (int) (Math.min(from, sinceStart(at)) * BAR / whole);
        int end = (int) (sinceStart(at) * BAR / whole);
        return " ".repeat(Math.min(begin, BAR - 1)) + "█".repeat(Math.max(1, end - begin));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%6.1f", millis / 1_000.0);
    }
}
