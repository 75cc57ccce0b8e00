package io.regent.lab.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** When each step of an act came, told as it comes and in a table at the end. */
final class Timeline {
    private static final int STEP_WIDTH = 43;
    private static final int ACT_WIDTH = 18;

    private final String title;
    private final Instant broken;
    private final PrintStream out;
    private final Map<Step, Duration> steps = new EnumMap<>(Step.class);

    Timeline(String title, Instant broken, PrintStream out) {
        this.title = title;
        this.broken = broken;
        this.out = out;
    }

    /** A step, timed since the outage began. */
    void add(Step step, Instant at) {
        addSince(step, broken, at);
    }

    /** A step that may not have come at all. */
    void addLast(Step step, Optional<Instant> at) {
        at.ifPresent(instant -> add(step, instant));
    }

    /** A step, timed since something else. */
    void addSince(Step step, Instant since, Instant at) {
        Duration after = Duration.between(since, at);
        steps.put(step, after);
        out.printf(Locale.ROOT, "   %7.2f s  %s%n", after.toMillis() / 1000.0, step.words());
    }

    /** All timelines side by side. */
    static String table(List<Timeline> timelines) {
        StringBuilder table = new StringBuilder(pad("seconds", STEP_WIDTH));
        timelines.forEach(timeline -> table.append(String.format(Locale.ROOT, "%" + ACT_WIDTH + "s", timeline.title)));
        table.append('\n')
                .append("-".repeat(STEP_WIDTH + ACT_WIDTH * timelines.size()))
                .append('\n');
        for (Step step : Step.values()) {
            table.append(pad(step.words(), STEP_WIDTH));
            for (Timeline timeline : timelines) {
                Duration after = timeline.steps.get(step);
                String cell = after == null ? "-" : String.format(Locale.ROOT, "%.2f", after.toMillis() / 1000.0);
                table.append(String.format(Locale.ROOT, "%" + ACT_WIDTH + "s", cell));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String pad(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", text);
    }
}
