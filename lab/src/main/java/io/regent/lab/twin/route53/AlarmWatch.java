package io.regent.lab.twin.route53;

import io.regent.lab.twin.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;

/** The data stream of an alarm, measured by the copy of the alarm's settings. The alarm's own state is never asked. */
final class AlarmWatch implements Watch {
    /** How often the data are read. AWS promises nothing; checkers that are asked to be fast look this often. */
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private static final Attempt.Checker READER = new Attempt.Checker("us-east-1", "198.51.100.1");

    private final Agenda agenda;
    private final IntSupplier pace;
    private final AlarmStreams streams;
    private final Runnable changed;
    private final Watched.AlarmData watched;
    private final AlarmCopy settings;
    /** "For new health checks that have no last known status, the default status is healthy" (API model). */
    private boolean lastKnown = true;

    /** Nothing has been read yet: "healthy until there's enough data" (Developer Guide). */
    private boolean healthy = true;

    private List<HealthCheck.Observation> last = List.of();
    private Agenda.Entry next = () -> {};
    private boolean ended;

    AlarmWatch(
            Agenda agenda,
            IntSupplier pace,
            AlarmStreams streams,
            Runnable changed,
            Watched.AlarmData watched,
            AlarmCopy settings) {
        this.agenda = agenda;
        this.pace = pace;
        this.streams = streams;
        this.changed = changed;
        this.watched = watched;
        this.settings = settings;
    }

    /** What was known of another alarm is of no use. */
    @Override
    public Watch after(Watch older) {
        if (older instanceof AlarmWatch same && same.watched.alarm().equals(watched.alarm())) {
            synchronized (same) {
                lastKnown = same.lastKnown;
                healthy = same.healthy;
                last = same.last;
            }
        }
        return this;
    }

    @Override
    public synchronized void begin() {
        next = agenda.in(Duration.ZERO, this::read);
    }

    private void read() {
        AlarmStreams.Data data = streams.read(watched.alarm().region(), settings);
        boolean turned;
        synchronized (this) {
            if (ended) {
                return;
            }
            Instant now = agenda.instant();
            boolean says = says(data);
            turned = says != healthy;
            healthy = says;
            last = List.of(new HealthCheck.Observation(
                    READER, (says ? "Success" : "Failure") + ": The alarm's data stream says " + data + ".", now));
            next = agenda.in(BETWEEN.dividedBy(pace.getAsInt()), this::read);
        }
        if (turned) {
            changed.run();
        }
    }

    private boolean says(AlarmStreams.Data data) {
        return switch (data) {
            case OK -> {
                lastKnown = true;
                yield true;
            }
            case ALARM -> {
                lastKnown = false;
                yield false;
            }
            case INSUFFICIENT ->
                switch (watched.whenInsufficient()) {
                    case HEALTHY -> true;
                    case UNHEALTHY -> false;
                    case LAST_KNOWN_STATUS -> lastKnown;
                };
        };
    }

    @Override
    public synchronized void end() {
        ended = true;
        next.cancel();
    }

    @Override
    public synchronized boolean healthy() {
        return healthy;
    }

    @Override
    public synchronized List<HealthCheck.Observation> observations() {
        return last;
    }
}
